import { expect, test } from 'vitest'
import type { KqlNode } from '../languages/kql/tree.js'
import { parseKql } from './kusto.js'

const outline = ({ kind, role, text, children }: KqlNode): string =>
  `${role ? `${role}:` : ''}${kind}${text === undefined ? '' : ` ${text}`}${children.length > 0 ? `(${children.map(outline).join(', ')})` : ''}`

test('a tree has no empty tokens, no commas, and texts where there is one token', () => {
  const { root, problems } = parseKql('T | where a in ("x", 5)')
  expect(problems).toEqual([])
  expect(outline(root)).toBe(
    'QueryBlock(Statements:List(ExpressionStatement(Expression:PipeExpression(Expression:NameReference T, Bar:BarToken |, ' +
      'Operator:FilterOperator(Keyword:WhereKeyword where, Condition:InExpression(Left:NameReference a, ' +
      'Operator:InKeyword in, Right:ExpressionList(OpenParen:OpenParenToken (, Expressions:List(StringLiteralExpression "x", ' +
      'LongLiteralExpression 5), CloseParen:CloseParenToken ))))))))',
  )
})

test('nodes and problems stand where they are written', () => {
  const text = '  T // comment\n | where a =='
  const { root, problems } = parseKql(text)
  const all: KqlNode[] = [root]
  for (const node of all) {
    all.push(...node.children)
    if (node.text !== undefined) expect(text.slice(node.from, node.to)).toBe(node.text)
    expect(node.from <= node.to && node.to <= text.length).toBe(true)
  }
  expect(problems).toEqual([{ message: expect.any(String), from: text.length, to: text.length }])
})

test('a long chain is as deep as it is long, and no more is read than there is room for', () => {
  const { root, problems } = parseKql(`T | where ${'a or '.repeat(20_000)}b`)
  expect(problems).toEqual([])
  let chain = 0
  const all: KqlNode[] = [root]
  for (const { kind, children } of all) {
    all.push(...children)
    if (kind === 'OrExpression') chain++
  }
  expect(chain).toBe(20_000)
  expect(parseKql(`T | where a in (${'1,'.repeat(200_000)}1)`).problems.map(({ message }) => message)).toEqual([
    'The query is too large',
  ])
})
