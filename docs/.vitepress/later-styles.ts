import type { Plugin } from 'vite';

/** Loaded when they are asked for, and never made by the server. */
const later = /\/theme\/(?:sheet\/\w+|workbench\/CommandBuilder|search\/SearchDialog)\.vue$/;
const itsStyle = /^import "([^"]+\?vue&type=style[^"]*)&lang\.css";?$/gm;

/**
 * The site has one style for all pages, and it stands before the prompt. The style of components that come later comes with
 * them: they put it into the page themselves.
 */
export function laterStyles(): Plugin {
  return {
    name: 'later-styles',
    apply: 'build',
    enforce: 'post',
    transform(code, id, options) {
      if (options?.ssr || !later.test(id)) return undefined;
      const names: string[] = [];
      const made = code.replaceAll(itsStyle, (_, path: string) => {
        const name = `style${names.length}`;
        names.push(name);
        return `import ${name} from "${path}&inline&lang.css";`;
      });
      if (names.length === 0) throw new Error(`later-styles: no style is found in ${id}`);
      return { code: `${made}\n${names.map(intoPage).join('\n')}`, map: null };
    },
  };
}

function intoPage(name: string): string {
  return `document.head.append(Object.assign(document.createElement('style'), { textContent: ${name} }));`;
}
