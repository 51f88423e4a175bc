import { Component } from '@angular/core';

@Component({ selector: 'app-admin', template: '<h1>Admin</h1>' })
export class Admin {}
