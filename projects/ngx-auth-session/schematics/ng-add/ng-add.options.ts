/** What `schema.json` asks for. All but the project have a default there; `none` is an address that the server lacks. */
export interface NgAddOptions {
  readonly project?: string;
  readonly loginEndpoint: string;
  readonly refreshEndpoint: string;
  readonly logoutEndpoint: string;
  readonly userEndpoint: string;
  readonly storage: 'memory' | 'local' | 'session' | 'cookie';
  readonly loginPage: boolean;
}
