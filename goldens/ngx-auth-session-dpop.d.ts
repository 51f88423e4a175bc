import { AuthFeature } from 'ngx-auth-session';

declare function withDpop(): AuthFeature;

export { withDpop };
