import type { Theme } from 'vitepress';
// The theme without its web font: pages load nothing that they don't need, and nothing from elsewhere.
import DefaultTheme from 'vitepress/theme-without-fonts';
import Landing from './Landing.vue';
import './colours.css';
import './content.css';

export default {
  extends: DefaultTheme,
  enhanceApp: ({ app }) => {
    app.component('Landing', Landing);
  },
} satisfies Theme;
