/** The package that this schematic sets up, as applications import it. */
export const LIBRARY = 'ngx-auth-session';
/** The package of Angular that has `HttpClient`. */
export const HTTP = '@angular/common/http';
