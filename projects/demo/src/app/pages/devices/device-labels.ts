import { DeviceSession } from '../../api/device-session';

const TO_THE_MINUTE = new Intl.DateTimeFormat(undefined, {
  dateStyle: 'medium',
  timeStyle: 'short',
});
const TO_THE_SECOND = new Intl.DateTimeFormat(undefined, {
  dateStyle: 'medium',
  timeStyle: 'medium',
});

/** A device, and words that mean no other one in the list. */
export interface LabelledDevice {
  readonly session: DeviceSession;
  readonly name: string;
  /** When the user signed in there, as precisely as it takes to tell it from others of that name. */
  readonly signedIn: string;
  /** The name alone, or with the time if another device has the same name. */
  readonly label: string;
}

/** This device first, then the others, the one that was used last before the rest. */
export function labelDevices(sessions: readonly DeviceSession[]): readonly LabelledDevice[] {
  return [...sessions]
    .sort(
      (a, b) =>
        Number(b.current) - Number(a.current) ||
        Date.parse(b.lastUsedAt) - Date.parse(a.lastUsedAt),
    )
    .map((session) => labelDevice(session, sessions));
}

function labelDevice(session: DeviceSession, all: readonly DeviceSession[]): LabelledDevice {
  const likes = all.filter(({ deviceName }) => deviceName === session.deviceName);
  const sameMinute = likes.filter((other) => sameTime(TO_THE_MINUTE, other, session));
  const twins = likes.filter((other) => sameTime(TO_THE_SECOND, other, session));
  const number = twins.length > 1 ? ` (${twins.indexOf(session) + 1})` : '';
  const name = `${session.deviceName}${number}`;
  const signedIn = timeOf(sameMinute.length > 1 ? TO_THE_SECOND : TO_THE_MINUTE, session);
  return {
    session,
    name,
    signedIn,
    label: likes.length > 1 ? `${name}, signed in ${signedIn}` : name,
  };
}

function sameTime(format: Intl.DateTimeFormat, a: DeviceSession, b: DeviceSession): boolean {
  return timeOf(format, a) === timeOf(format, b);
}

function timeOf(format: Intl.DateTimeFormat, { createdAt }: DeviceSession): string {
  return format.format(new Date(createdAt));
}
