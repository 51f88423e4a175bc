/** The configuration of DPoP. */
export interface DpopConfig {
  /** How far the time in a proof may differ from the server's, in both directions. */
  readonly windowSeconds: number;
  /** How long a nonce of the server is accepted at most. 0 requires none. */
  readonly nonceSeconds: number;
  /** How many proofs of one user are remembered at a time. Further ones are refused. */
  readonly proofsPerUser: number;
  /** The origin by which clients know this server. Default: the origin of the request, if it can be trusted. */
  readonly publicOrigin?: string;
}
