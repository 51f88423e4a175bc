import { HTTP_INTERCEPTORS } from '@angular/common/http';
import { ModuleWithProviders, NgModule } from '@angular/core';
import { AuthConfig, AuthUser } from './auth.config';
import { AuthFeature } from './auth.features';
import { AuthInterceptor } from './auth.interceptor';
import { provideAuth } from './auth.providers';

/** Sets up authentication in applications made of NgModules. */
@NgModule()
export class AuthModule {
  /** Does what `provideAuth()` does, and registers the interceptor under `HTTP_INTERCEPTORS`. */
  static forRoot<U = AuthUser>(
    config: AuthConfig<U> | (() => AuthConfig<U>),
    ...features: readonly AuthFeature[]
  ): ModuleWithProviders<AuthModule> {
    return {
      ngModule: AuthModule,
      providers: [
        provideAuth(config, ...features),
        { provide: HTTP_INTERCEPTORS, useClass: AuthInterceptor, multi: true },
      ],
    };
  }
}
