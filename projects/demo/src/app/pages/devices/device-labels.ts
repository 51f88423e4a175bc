import { DeviceSession } from '../../api/device-session';

const TO_THE_MINUTE = new Intl.DateTimeFormat(undefined, {
  dateStyle: 'medium',
  timeStyle: 'short',
});
const TO_THE_SECOND = new Intl.DateTimeFormat(undefined, {
  dateStyle: 'medium',
  timeStyle: 'medium',
});

/** A device with a label that is unique in the list. */
export interface LabelledDevice {
  readonly session: DeviceSession;
  readonly name: string;
  /** When the user signed in there, to the second if another device with this name signed in in the same minute. */
  readonly signedIn: string;
  /** The name, with the time if another device has the same name. */
  readonly label: string;
}

/** Labels the devices and sorts them: this device first, then by last use. */
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
  const namesakes = all.filter(({ deviceName }) => deviceName === session.deviceName);
  const sameMinute = namesakes.filter((other) => sameTime(TO_THE_MINUTE, other, session));
  const sameSecond = namesakes.filter((other) => sameTime(TO_THE_SECOND, other, session));
  const number = sameSecond.length > 1 ? ` (${sameSecond.indexOf(session) + 1})` : '';
  const name = `${session.deviceName}${number}`;
  const signedIn = timeOf(sameMinute.length > 1 ? TO_THE_SECOND : TO_THE_MINUTE, session);
  return {
    session,
    name,
    signedIn,
    label: namesakes.length > 1 ? `${name}, signed in ${signedIn}` : name,
  };
}

function sameTime(format: Intl.DateTimeFormat, a: DeviceSession, b: DeviceSession): boolean {
  return timeOf(format, a) === timeOf(format, b);
}

function timeOf(format: Intl.DateTimeFormat, { createdAt }: DeviceSession): string {
  return format.format(new Date(createdAt));
}
