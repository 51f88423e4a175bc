/** A device that the user is signed in on. */
export interface DeviceSession {
  readonly id: string;
  readonly deviceName: string;
  readonly createdAt: string;
  readonly lastUsedAt: string;
  readonly current: boolean;
}
