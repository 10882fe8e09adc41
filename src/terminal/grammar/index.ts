/** The terminal's language: what can be typed, and what it means. */
export { type Completion, type Candidate, complete } from './complete.ts';
export { format, formOf } from './format.ts';
export type { Command, Condition, Does } from './command.ts';
export { sections, verbs } from './grammar.ts';
export { helpFor, helpOverview } from './help.ts';
export { notBuilt, notYet } from './not-built.ts';
export { type KnownNames, noNames, type PartitionName, type RecordName } from './names.ts';
export { type Parsed, type ParsedCommand, type Problem, parse, parseHelpfully } from './parse.ts';
