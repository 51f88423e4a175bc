import { Pipe, PipeTransform } from '@angular/core';

const FORMATS = {
  time: new Intl.DateTimeFormat(undefined, { timeStyle: 'medium' }),
  full: new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'short' }),
} as const;

/** Formats a time in the browser's locale. */
@Pipe({ name: 'moment' })
export class MomentPipe implements PipeTransform {
  transform(value: number | string | Date, format: keyof typeof FORMATS = 'full'): string {
    return FORMATS[format].format(new Date(value));
  }
}
