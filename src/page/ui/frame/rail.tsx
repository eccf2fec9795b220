// The way between screens: a rail at the side, a bar at the bottom of a phone.

import { Aperture, Boxes, Images, type LucideIcon, Settings } from 'lucide-react';
import { printRoute, type ScreenRoute } from '../../state/route.ts';
import { useApp } from '../store-context.tsx';
import { words } from '../words.ts';
import styles from './rail.module.css';

const places: readonly { route: ScreenRoute; label: string; Icon: LucideIcon }[] = [
  { route: { name: 'photos' }, label: words.photos, Icon: Images },
  { route: { name: 'models' }, label: words.models, Icon: Boxes },
  { route: { name: 'settings' }, label: words.settings, Icon: Settings },
];

export function Rail() {
  const current = useApp((state) => state.screen.name);
  return (
    <nav aria-label={words.navigation} className={styles.rail}>
      <a href="#/" className={styles.brand} aria-label={words.app} title={words.app}>
        <Aperture aria-hidden strokeWidth={1.75} />
      </a>
      <ul role="list" className={styles.places}>
        {places.map(({ route, label, Icon }) => (
          <li key={route.name}>
            <a
              href={printRoute(route)}
              className={styles.place}
              aria-current={current === route.name || (current === 'search' && route.name === 'photos') ? 'page' : undefined}
            >
              <span className={styles.icon}>
                <Icon aria-hidden size={22} strokeWidth={1.75} />
              </span>
              {label}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}
