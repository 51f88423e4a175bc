import { Component } from '@angular/core';

@Component({ selector: 'field-lazy', template: '<h1>Lazy</h1>' })
export class LazyPage {}
