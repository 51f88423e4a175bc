// Pages stay where GitHub shows them, so the source folder is the whole repository and `pages.ts` says which of its files are pages.
import { slug } from 'github-slugger';
import { defineConfig } from 'vitepress';
import { PUBLIC_FOLDER, SITE_BASE, SITE_FOLDER } from '../site-paths.mjs';
import { demoPages } from './demo-pages.ts';
import { linkRepositoryFiles } from './links.ts';
import { notPages, pageOf } from './pages.ts';
import { guideSidebar, referenceSidebar } from './sidebar.ts';
import { repository } from './repository.ts';

const DESCRIPTION =
  'Access and refresh tokens for Angular: one refresh for all waiting requests, several tabs, guards and roles.';

export default defineConfig({
  title: 'ngx-auth-session',
  description: DESCRIPTION,
  lang: 'en',
  base: SITE_BASE,
  srcDir: '../..',
  srcExclude: notPages(),
  rewrites: (file) => pageOf(file) ?? file,
  outDir: SITE_FOLDER,
  cacheDir: '../../out-tsc/vitepress',
  ignoreDeadLinks: 'localhostLinks',
  head: [
    ['link', { rel: 'icon', type: 'image/svg+xml', href: `${SITE_BASE}favicon.svg` }],
    ['meta', { property: 'og:title', content: 'ngx-auth-session' }],
    ['meta', { property: 'og:description', content: DESCRIPTION }],
  ],
  markdown: {
    config: linkRepositoryFiles(repository),
    // GitHub's names for headings, so that a link to one works in both places.
    anchor: { slugify: slug },
    theme: { light: 'github-light-high-contrast', dark: 'github-dark-default' },
  },
  vite: { publicDir: PUBLIC_FOLDER, plugins: demoPages() },
  themeConfig: {
    logo: { src: '/favicon.svg', alt: '' },
    nav: [
      { text: 'Guides', link: '/getting-started', activeMatch: '^/(?!reference|index)' },
      { text: 'Reference', link: '/reference/ngx-auth-session/', activeMatch: '^/reference/' },
      { text: 'Live demo', link: '/demo/', target: '_self' },
    ],
    sidebar: { '/': guideSidebar(), '/reference/': referenceSidebar() },
    outline: { level: [2, 3] },
    search: {
      provider: 'local',
      options: {
        // Lists that mention every word would be the first result for all of them.
        _render: (source, env, markdown) =>
          /(?:scenarios|CHANGELOG|CONTRIBUTING)\.md$/.test(env.path)
            ? ''
            : markdown.render(source, env),
      },
    },
    socialLinks: [{ icon: 'github', link: repository }],
    editLink: { pattern: `${repository}/edit/main/:path`, text: 'Edit this page' },
    externalLinkIcon: true,
  },
});
