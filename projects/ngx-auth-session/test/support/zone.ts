import { EnvironmentProviders, provideZoneChangeDetection } from '@angular/core';

/** The part of zone.js that is touched here. */
interface ZoneGlobal {
  readonly Zone?: Record<string, unknown> & { __symbol__(name: string): string };
}

const { Zone: zone } = globalThis as ZoneGlobal;

/** What an application with zone.js adds; nothing where the specs run without it. */
export const zoneProviders: EnvironmentProviders[] = zone ? [provideZoneChangeDetection()] : [];

// Jasmine listens to `rejectionhandled`. zone.js sends that event when a promise that has just been rejected gets
// its first listener, and by sending it reports the very same promise as unhandled: `Promise.reject(1).catch(f)`.
if (zone) zone[zone.__symbol__('rejectionHandledHandler')] = undefined;
