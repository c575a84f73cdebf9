import type { Command, Option } from './command.js'
import { columns, type Paint, wrap } from './terminal.js'

const program = 'detectionary'

/** What `detectionary --help` prints. */
export function overview(commands: readonly Command[], paint: Paint): string {
  const examples = [
    ['serve', 'browse the rules that come with the program'],
    ['fetch sigma', 'get the public Sigma rules'],
    ['serve sigma', 'and browse them'],
    ['check my-rules/', 'what is wrong with my rules, and where'],
    ['show my-rules/one.yml', 'one rule, taken apart'],
    ['search "level:high field:CommandLine" sigma', 'the rules that fit a query'],
  ] as const
  return [
    'Reads detection rules, takes them apart, counts their indicators over the whole corpus, ties them to telemetry',
    'events and ATT&CK, and publishes a catalog: a site, a terminal view and JSON.',
    '',
    `${paint.bold('Usage')}  ${program} COMMAND [SOURCES...] [OPTIONS]`,
    '',
    paint.bold('Commands'),
    ...columns(commands.map(({ name, summary }) => [paint.cyan(name), summary])),
    '',
    paint.bold('Sources'),
    '  A folder of rules, a rule file, or the name of a collection that was fetched: sigma, elastic, splunk, sentinel.',
    '',
    ...exampleLines(examples, paint),
    '',
    paint.bold('Ends with'),
    ...columns([
      ['0', 'all is well'],
      ['1', 'findings, or something could not be done'],
      ['2', 'the command line was not understood'],
    ]),
    '',
    `${program} COMMAND --help says more of each.`,
  ].join('\n')
}

/** What `detectionary COMMAND --help` prints. */
export function describe(command: Command, paint: Paint): string {
  const options = Object.entries(command.options).map(([name, option]) => [
    paint.cyan(optionText(name, option)),
    aboutOption(option),
  ])
  return [
    ...wrap(command.about, 100),
    '',
    `${paint.bold('Usage')}  ${program} ${command.name} ${command.usage}`,
    ...(options.length > 0 ? ['', paint.bold('Options'), ...columns(options)] : []),
    '',
    ...exampleLines(command.examples, paint),
  ].join('\n')
}

function optionText(name: string, { short, type, value, choices }: Option): string {
  const placeholder = type === 'boolean' ? '' : ` ${choices?.join('|') ?? value ?? 'VALUE'}`
  return `${short ? `-${short}, ` : '    '}--${name}${placeholder}`
}

const aboutOption = (option: Option): string =>
  option.default === undefined ? option.about : `${option.about} (default: ${option.default})`

const exampleLines = (examples: Command['examples'], paint: Paint): string[] => [
  paint.bold('Examples'),
  ...columns(examples.map(([line, does]) => [`${program} ${line}`, paint.dim(does)])),
]
