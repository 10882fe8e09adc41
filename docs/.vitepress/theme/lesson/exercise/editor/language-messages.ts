/** What an editor asks the worker that knows TypeScript. */
export interface ToLanguage {
  readonly call: number;
  readonly asks: 'problems' | 'suggestions' | 'hover' | 'javaScript';
  readonly text: string;
  /** Characters before the place that is asked about. */
  readonly position: number;
}

export type FromLanguage =
  | { readonly call: number; readonly answer: unknown }
  | { readonly call: number; readonly failed: string };
