import type { Theme } from 'vitepress';
import { defineAsyncComponent } from 'vue';
import { registerLesson } from './lesson/register.ts';
import Run from './lesson/Run.vue';
import Layout from './Layout.vue';
import { provideMotion } from './motion.ts';
import { offerReplay } from './replay.ts';
import { provideLaboratory } from './workbench/shared-laboratory.ts';
import './styles/tokens.css';
import './styles/base.css';
import './styles/buttons.css';
import './styles/prose.css';
import './styles/with-bench.css';
import '@xterm/xterm/css/xterm.css';

export default {
  Layout,
  enhanceApp({ app }) {
    provideMotion(app);
    const laboratory = provideLaboratory(app);
    if (!import.meta.env.SSR) offerReplay(laboratory);
    app.component('Run', Run);
    registerLesson(app);
    app.component(
      'Term',
      defineAsyncComponent(() => import('./glossary/Term.vue')),
    );
  },
} satisfies Theme;
