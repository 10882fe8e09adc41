import { HighlightStyle } from '@codemirror/language';
import { EditorView } from '@codemirror/view';
import { tags } from '@lezer/highlight';

/** From the tokens, so that both colour schemes are right without a word to the editor. */
export const editorLook = EditorView.theme({
  '&': {
    color: 'var(--ink)',
    backgroundColor: 'transparent',
    fontSize: '0.84rem',
  },
  '&.cm-focused': { outline: 'none' },
  '.cm-scroller': { fontFamily: 'var(--mono)', lineHeight: '1.6' },
  '.cm-content': { padding: '0.7rem 0', caretColor: 'var(--ink)' },
  // What goes on over a line's end is set in.
  '.cm-line': { padding: '0 0.9rem 0 calc(0.5rem + 4ch)', textIndent: '-4ch' },
  '.cm-gutters': { border: '0', backgroundColor: 'transparent', color: 'var(--ink-faint)' },
  '.cm-lineNumbers .cm-gutterElement': { minWidth: '2.2rem', padding: '0 0.3rem 0 0.5rem' },
  '.cm-activeLine': { backgroundColor: 'color-mix(in srgb, var(--rule-faint) 45%, transparent)' },
  '.cm-cursor': { borderLeftColor: 'var(--ink)', borderLeftWidth: '2px' },
  '&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground': {
    backgroundColor: 'var(--accent-wash)',
  },
  '&.cm-focused .cm-matchingBracket': { backgroundColor: 'var(--accent-wash)', outline: '1px solid var(--accent)' },
  '.cm-tooltip': {
    maxWidth: 'min(32rem, 86vw)',
    border: '1px solid var(--rule)',
    borderRadius: 'var(--radius)',
    backgroundColor: 'var(--sheet)',
    color: 'var(--ink)',
    boxShadow: 'var(--shadow)',
    overflow: 'hidden',
  },
  '.cm-tooltip.cm-tooltip-autocomplete > ul': { fontFamily: 'var(--mono)', fontSize: '0.8125rem' },
  '.cm-tooltip.cm-tooltip-autocomplete > ul > li': { padding: '0.2rem 0.7rem' },
  '.cm-tooltip.cm-tooltip-autocomplete > ul > li[aria-selected]': {
    backgroundColor: 'var(--accent-wash)',
    color: 'var(--accent-deep)',
  },
  '.cm-completionMatchedText': { fontWeight: '600', textDecoration: 'none' },
  '.cm-tooltip .cm-type': { padding: '0.5rem 0.8rem', font: '400 0.9375rem/1.45 var(--serif)' },
  '.cm-tooltip .cm-type code': { font: '400 0.8125rem/1.5 var(--mono)', whiteSpace: 'pre-wrap' },
  '.cm-tooltip .cm-type p': { margin: '0.3rem 0 0' },
  '.cm-diagnostic': { padding: '0.4rem 0.8rem', font: '400 0.9375rem/1.45 var(--serif)', whiteSpace: 'pre-wrap' },
  '.cm-diagnostic-error': { borderLeft: '3px solid var(--wrong)' },
  '.cm-lintRange-error': {
    backgroundImage: 'none',
    textDecoration: 'underline wavy var(--wrong) 1px',
    textUnderlineOffset: '0.25em',
  },
});

export const codeColours = HighlightStyle.define([
  { tag: [tags.keyword, tags.modifier, tags.operatorKeyword], color: 'var(--accent-deep)', fontWeight: '600' },
  { tag: [tags.comment, tags.docComment], color: 'var(--ink-faint)', fontStyle: 'italic' },
  { tag: [tags.typeName, tags.className], color: 'var(--accent)' },
  { tag: [tags.string, tags.number, tags.bool, tags.null, tags.regexp], color: 'var(--ink-soft)' },
  { tag: tags.function(tags.definition(tags.variableName)), fontWeight: '600' },
]);
