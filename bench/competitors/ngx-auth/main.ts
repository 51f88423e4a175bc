import { startSizeApp } from '../../app/size-app';
import { config, guard, signIn, signOut } from './competitor';

startSizeApp({ config, guard, signIn, signOut });
