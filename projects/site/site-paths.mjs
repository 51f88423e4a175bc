import { inRoot } from '../../tools/workspace.mjs';

/** The path that the site is published under; SITE_BASE sets another one. */
export const SITE_BASE = process.env['SITE_BASE'] ?? '/ngx-auth-session/';

/** The files that the server sends unchanged: the live demo and the site's own images. */
export const PUBLIC_FOLDER = inRoot('dist/site-public');

/** The built site. */
export const SITE_FOLDER = inRoot('dist/site');
