/** The package that this schematic sets up, as applications import it. */
export const LIBRARY = 'ngx-auth-session';
/** The package of Angular that has `HttpClient`. */
export const HTTP = '@angular/common/http';
/** The package of Angular that has NgModules and configurations. */
export const CORE = '@angular/core';
/** The package of Angular that starts an application in a browser. */
export const PLATFORM_BROWSER = '@angular/platform-browser';
/** The package of Angular that has routes. */
export const ROUTER = '@angular/router';
/** The package of Angular that renders pages on a server. */
export const SSR = '@angular/ssr';
