/** The package that this schematic sets up. */
export const LIBRARY = 'ngx-auth-session';
/** The package with `HttpClient`. */
export const HTTP = '@angular/common/http';
/** The package with NgModules and application configurations. */
export const CORE = '@angular/core';
/** The package that starts an application in a browser. */
export const PLATFORM_BROWSER = '@angular/platform-browser';
/** The package with the router. */
export const ROUTER = '@angular/router';
/** The package for server rendering. */
export const SSR = '@angular/ssr';
