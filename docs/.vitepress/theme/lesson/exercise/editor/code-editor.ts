import {
  acceptCompletion,
  autocompletion,
  closeBrackets,
  closeBracketsKeymap,
  type CompletionContext,
  type CompletionResult,
  completionKeymap,
  completionStatus,
} from '@codemirror/autocomplete';
import { defaultKeymap, history, historyKeymap, indentWithTab } from '@codemirror/commands';
import { javascript } from '@codemirror/lang-javascript';
import { bracketMatching, indentOnInput, syntaxHighlighting } from '@codemirror/language';
import { type Diagnostic, linter, lintKeymap } from '@codemirror/lint';
import { EditorState, type Extension } from '@codemirror/state';
import {
  drawSelection,
  EditorView,
  highlightActiveLine,
  hoverTooltip,
  keymap,
  lineNumbers,
  type Tooltip,
} from '@codemirror/view';
import { codeColours, editorLook } from './look.ts';
import type { FindLanguage } from './remote-language.ts';

export interface CodeEditor {
  /** Puts another text into the editor, unless it is there already. */
  replace(text: string): void;
  focus(): void;
  end(): void;
}

export interface EditorHost {
  /** How it is called by assistive technology. */
  readonly label: string;
  /** The element that says how to leave it. */
  readonly describedBy: string;
  readonly language: FindLanguage;
  changed(text: string): void;
  check(): void;
  /** Esc was pressed: the next Tab leaves; or it no longer does. */
  leaving(leaves: boolean): void;
}

/** So long nobody typed: then what is wrong is underlined. */
const problemsAfterMs = 300;

export function startEditor(place: HTMLElement, text: string, host: EditorHost): CodeEditor {
  const { label, describedBy } = host;
  const view = new EditorView({
    parent: place,
    state: EditorState.create({
      doc: text,
      extensions: [
        keysOf(host),
        writing(),
        knowing(host.language),
        syntaxHighlighting(codeColours),
        editorLook,
        EditorView.contentAttributes.of({ 'aria-label': label, 'aria-describedby': describedBy, spellcheck: 'false' }),
        EditorView.updateListener.of(({ docChanged, state }) => {
          if (docChanged) host.changed(state.doc.toString());
        }),
      ],
    }),
  });
  return {
    replace(next) {
      if (next === view.state.doc.toString()) return;
      view.dispatch({ changes: { from: 0, to: view.state.doc.length, insert: next } });
    },
    focus: () => view.focus(),
    end: () => view.destroy(),
  };
}

/** How one writes in it, whatever is known of types. */
function writing(): Extension {
  return [
    lineNumbers(),
    history(),
    drawSelection(),
    highlightActiveLine(),
    indentOnInput(),
    bracketMatching(),
    closeBrackets(),
    EditorView.lineWrapping,
    EditorState.tabSize.of(2),
    javascript({ typescript: true }),
  ];
}

/** Tab indents, until Esc was pressed: then it leaves. Any other key takes that back. */
function keysOf({ check, leaving }: EditorHost): Extension {
  const setLeaving = (view: EditorView, leaves: boolean) => {
    view.setTabFocusMode(leaves);
    leaving(leaves);
  };
  return [
    EditorView.domEventHandlers({
      keydown(event, view) {
        if (event.key === 'Escape' && completionStatus(view.state) === null) setLeaving(view, true);
        else if (!['Escape', 'Tab', 'Shift'].includes(event.key)) setLeaving(view, false);
        return false;
      },
      blur: (_, view) => setLeaving(view, false),
    }),
    keymap.of([
      { key: 'Mod-Enter', run: () => (check(), true) },
      { key: 'Tab', run: acceptCompletion },
      ...closeBracketsKeymap,
      ...completionKeymap,
      ...lintKeymap,
      ...historyKeymap,
      ...defaultKeymap,
      indentWithTab,
    ]),
  ];
}

/** What TypeScript says: it comes when it is loaded, and never where it cannot be. */
function knowing(language: FindLanguage): Extension {
  const ask = async <Answer>(work: () => Promise<Answer>): Promise<Answer | undefined> => {
    try {
      return await work();
    } catch {
      return undefined;
    }
  };

  async function problems(view: EditorView): Promise<readonly Diagnostic[]> {
    const text = view.state.doc.toString();
    const found = await ask(() => language().problems(text));
    const end = view.state.doc.length;
    return (found ?? []).map(({ from, to, says }) => ({
      from: Math.min(from, end),
      to: Math.min(to, end),
      severity: 'error',
      message: says,
    }));
  }

  async function suggestions({ state, pos, explicit }: CompletionContext): Promise<CompletionResult | null> {
    const before = state.sliceDoc(Math.max(0, pos - 60), pos);
    if (!explicit && !/[\w$]$|\.$/.test(before)) return null;
    const found = await ask(() => language().suggestions(state.doc.toString(), pos));
    if (found === undefined) return null;
    const options = found.suggestions.map(({ name, kind }) => ({ label: name, type: symbolOf(kind) }));
    return { from: found.from, options, validFor: /^[\w$]*$/ };
  }

  async function hover(view: EditorView, position: number): Promise<Tooltip | null> {
    const found = await ask(() => language().hover(view.state.doc.toString(), position));
    if (found === undefined) return null;
    const { from, to, type, says } = found;
    return { pos: from, end: to, above: true, create: () => ({ dom: hoverElement(type, says) }) };
  }

  return [
    autocompletion({ override: [suggestions], icons: false, activateOnTypingDelay: 0 }),
    linter(problems, { delay: problemsAfterMs }),
    hoverTooltip(hover),
  ];
}

function hoverElement(type: string, says: string): HTMLElement {
  const element = document.createElement('div');
  element.className = 'cm-type';
  const code = document.createElement('code');
  code.textContent = type;
  element.append(code);
  if (says !== '') {
    const text = document.createElement('p');
    text.textContent = says;
    element.append(text);
  }
  return element;
}

/** CodeMirror's word for a kind of thing that TypeScript names. */
function symbolOf(kind: string): string {
  return kind === 'property' || kind === 'method' || kind === 'function' || kind === 'keyword' ? kind : 'variable';
}
