/** The options of `schema.json`, with its defaults. `none` stands for an endpoint that the server doesn't have. */
export interface NgAddOptions {
  readonly project?: string;
  readonly loginEndpoint: string;
  readonly refreshEndpoint: string;
  readonly logoutEndpoint: string;
  readonly userEndpoint: string;
  readonly storage: 'memory' | 'local' | 'session' | 'cookie';
  readonly loginPage: boolean;
}
