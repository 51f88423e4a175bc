import { EnvironmentProviders, provideZoneChangeDetection } from '@angular/core';

/** The part of zone.js that this file uses. */
interface ZoneGlobal {
  readonly Zone?: Record<string, unknown> & { __symbol__(name: string): string };
}

const { Zone: zone } = globalThis as ZoneGlobal;

/** The provider that an application with zone.js adds. Empty if the specs run without zone.js. */
export const zoneProviders: EnvironmentProviders[] = zone ? [provideZoneChangeDetection()] : [];

// Jasmine listens to `rejectionhandled`. zone.js dispatches that event when a promise that has just been rejected gets its first
// handler, and so reports the same promise as unhandled, as in `Promise.reject(1).catch(f)`. Don't dispatch it.
if (zone) zone[zone.__symbol__('rejectionHandledHandler')] = undefined;
