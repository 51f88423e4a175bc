import { Pipe, PipeTransform } from '@angular/core';

const FORMATS = {
  time: new Intl.DateTimeFormat(undefined, { timeStyle: 'medium' }),
  full: new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'short' }),
} as const;

/** Writes a moment the way the visitor's own locale does. */
@Pipe({ name: 'moment' })
export class MomentPipe implements PipeTransform {
  transform(value: number | string | Date, format: keyof typeof FORMATS = 'full'): string {
    return FORMATS[format].format(new Date(value));
  }
}
