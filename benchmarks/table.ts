/** What a benchmark found: figures side by side, as medians of alternating runs, and the ratio that we hold ourselves to. */
export interface Row {
  readonly what: string;
  readonly unit: string;
  readonly ours: number;
  /** Undefined where there is nobody to compare with. */
  readonly theirs?: number;
  /** How `ours / theirs`, or `ours` where there is no other, must stand to the number. */
  readonly wanted?: { readonly least: number } | { readonly most: number };
}

export interface Benchmark {
  readonly name: string;
  /** What is measured, and against what. */
  readonly about: string;
  run(say: (progress: string) => void): Promise<readonly Row[]>;
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((one, other) => one - other);
  const middle = sorted.length / 2;
  return Number.isInteger(middle) ? (sorted[middle - 1]! + sorted[middle]!) / 2 : sorted[Math.floor(middle)]!;
}

export function tableOf(rows: readonly Row[]): string {
  const cells = rows.map((row) => {
    const judged = row.theirs === undefined ? row.ours : row.ours / row.theirs;
    const { wanted } = row;
    const limit = wanted === undefined ? '' : 'least' in wanted ? `at least ${wanted.least}` : `at most ${wanted.most}`;
    const kept = wanted === undefined || ('least' in wanted ? judged >= wanted.least : judged <= wanted.most);
    return [
      `${row.what} (${row.unit})`,
      figure(row.ours),
      row.theirs === undefined ? '' : figure(row.theirs),
      row.theirs === undefined ? '' : judged.toFixed(2),
      limit,
      kept ? '' : 'falls short',
    ];
  });
  const lines = [['', 'ours', 'Apache Kafka', 'ratio', 'wanted', ''], ...cells];
  const widths = lines[0]!.map((_, column) => Math.max(...lines.map((line) => line[column]!.length)));
  return lines
    .map((line) =>
      line
        .map((cell, column) => pad(cell, widths[column]!, column))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

function pad(cell: string, width: number, column: number): string {
  return column === 0 || column >= 4 ? cell.padEnd(width) : cell.padStart(width);
}

function figure(value: number): string {
  if (value >= 1000) return Math.round(value).toLocaleString('en-US');
  return value >= 100 ? value.toFixed(0) : value >= 10 ? value.toFixed(1) : value.toFixed(2);
}
