export { NewPlaceScreen as default } from './PlaceScreen.tsx';
