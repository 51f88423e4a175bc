/** How proofs of possession are checked. */
export interface DpopConfig {
  /** How far the time in a proof may be from the server's, to either side. */
  readonly windowSeconds: number;
  /** For how long a nonce of the server is taken at most; 0 asks for none. */
  readonly nonceSeconds: number;
  /** How many proofs of one user are remembered at a time; one more is refused. */
  readonly proofsPerUser: number;
  /** The origin that clients know this server by; without it, the one that a request names, if that can be believed. */
  readonly publicOrigin?: string;
}
