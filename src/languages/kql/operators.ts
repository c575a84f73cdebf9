/** One operator of a pipe to the stages that it stands for. */

import type { StageId } from '../../model/rule.js'
import { readApply, readFacet, readFork, readPartition, readUnion } from './branches.js'
import { readEvaluate, readInvoke } from './calls.js'
import { readExtend, readProject, readRename, readSelected, readSerialize } from './columns.js'
import { readCount, readDistinct, readSeries, readSummarize } from './gather.js'
import { readGraph, readMatch } from './graph.js'
import { readJoin } from './join.js'
import { readParse, readParseKv } from './parse.js'
import type { Pipeline } from './pipeline.js'
import { readFind, readSearch } from './search.js'
import { readExpand, readNamed, readRows, readScan, readSorted, readTop } from './shape.js'
import type { KqlNode } from './tree.js'
import { keyword } from './tree.js'
import { readPrint, readRange } from './values.js'
import { readWhere } from './where.js'

export function readOperator(node: KqlNode, pipeline: Pipeline): void {
  const read = Object.hasOwn(readers, node.kind) ? readers[node.kind] : undefined
  pipeline.query.nest(
    node,
    () => {
      if (read) read(node, pipeline)
      else pipeline.opaque(node, keyword(node), tablesIn(node, pipeline))
    },
    () => {
      pipeline.push({ kind: 'opaque', from: pipeline.inputs, verb: keyword(node), span: pipeline.query.place(node) })
    },
  )
}

/** What is read inside an operator that is not followed: whole tabular expressions in it. */
function tablesIn(node: KqlNode, pipeline: Pipeline): StageId[] {
  const found: StageId[] = []
  const rest = [...node.children].reverse()
  for (let at = rest.pop(); at; at = rest.pop())
    if (at.kind === 'PipeExpression') found.push(pipeline.query.table(at, pipeline).stage)
    else rest.push(...[...at.children].reverse())
  return found
}

/** Every other operator stays opaque, and is named. */
const readers: Readonly<Record<string, (node: KqlNode, pipeline: Pipeline) => void>> = {
  FilterOperator: readWhere,
  ExtendOperator: readExtend,
  SerializeOperator: readSerialize,
  ProjectOperator: readProject,
  ProjectRenameOperator: readRename,
  ProjectAwayOperator: readSelected,
  ProjectKeepOperator: readSelected,
  ProjectReorderOperator: readSelected,
  ProjectByNamesOperator: readSelected,
  ParseOperator: readParse,
  ParseWhereOperator: readParse,
  ParseKvOperator: readParseKv,
  SummarizeOperator: readSummarize,
  MakeSeriesOperator: readSeries,
  DistinctOperator: readDistinct,
  CountOperator: readCount,
  JoinOperator: readJoin,
  LookupOperator: readJoin,
  UnionOperator: readUnion,
  ForkOperator: readFork,
  PartitionOperator: readPartition,
  PartitionByOperator: readPartition,
  MvApplyOperator: readApply,
  FacetOperator: readFacet,
  MvExpandOperator: readExpand,
  SortOperator: readSorted,
  TopOperator: readTop,
  TakeOperator: readRows,
  SampleOperator: readRows,
  SampleDistinctOperator: readTop,
  RenderOperator: readNamed,
  ConsumeOperator: readNamed,
  AssertSchemaOperator: readNamed,
  AsOperator: readNamed,
  ScanOperator: readScan,
  SearchOperator: readSearch,
  FindOperator: readFind,
  PrintOperator: readPrint,
  RangeOperator: readRange,
  EvaluateOperator: readEvaluate,
  InvokeOperator: readInvoke,
  MakeGraphOperator: readGraph,
  GraphMatchOperator: readMatch,
  GraphShortestPathsOperator: readMatch,
  GraphWhereNodesOperator: readMatch,
  GraphWhereEdgesOperator: readMatch,
}
