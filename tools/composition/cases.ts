// What is asked with a minus, over the sample photos: the words, and which photos are wanted and which are not, by what their names say they show.
// `wanted` and `unwanted` both fit the first words; only `unwanted` fits the second. Photos in neither list are not judged.

export interface Case {
  readonly words: string;
  readonly minus: string;
  readonly wanted: readonly string[];
  readonly unwanted: readonly string[];
}

const dogs = ['dog-german-shepherd', 'dog-golden-retriever', 'dogs-looking-out-of-window'];
const cats = ['cat-chelsea', 'kitten-on-fence'];
const birds = ['kingfisher', 'parrot-lorikeet', 'owl-on-branch'];
const wild = ['koala-in-tree', 'red-panda', 'polar-bear-in-snow', 'crocodile-on-river-bank'];
const sweet = ['pancakes', 'citrus-slices'];
const drinks = ['coffee-cup', 'cocktail-on-beach', 'wine-bottle-in-living-room'];
const buildings = ['castle-neuschwanstein', 'pagoda-beijing', 'colosseum-rome', 'eiffel-tower', 'pyramid-in-desert'];
const night = ['bridge-at-night', 'lincoln-memorial-at-night'];
const people = ['astronaut-eileen-collins', 'officer-grace-hopper', 'mariachi-band', 'orchestra-on-stage'];

export const cases: readonly Case[] = [
  { words: 'an animal', minus: 'a cat', wanted: [...dogs, ...birds, ...wild, 'horses-on-hill'], unwanted: cats },
  { words: 'an animal', minus: 'a dog', wanted: [...cats, ...birds, ...wild, 'horses-on-hill'], unwanted: dogs },
  { words: 'an animal', minus: 'a bird', wanted: [...cats, ...dogs, ...wild, 'horses-on-hill'], unwanted: birds },
  { words: 'a pet', minus: 'a cat', wanted: dogs, unwanted: cats },
  { words: 'a pet', minus: 'dogs', wanted: cats, unwanted: dogs },
  { words: 'animal in a tree', minus: 'a bird', wanted: ['koala-in-tree', 'red-panda'], unwanted: ['owl-on-branch'] },
  { words: 'animal in a tree', minus: 'a koala', wanted: ['red-panda', 'owl-on-branch'], unwanted: ['koala-in-tree'] },
  { words: 'a bird', minus: 'a parrot', wanted: ['kingfisher', 'owl-on-branch'], unwanted: ['parrot-lorikeet'] },
  { words: 'a bird', minus: 'an owl', wanted: ['kingfisher', 'parrot-lorikeet'], unwanted: ['owl-on-branch'] },
  { words: 'a drink', minus: 'coffee', wanted: ['cocktail-on-beach', 'wine-bottle-in-living-room'], unwanted: ['coffee-cup'] },
  { words: 'a drink', minus: 'the beach', wanted: ['coffee-cup', 'wine-bottle-in-living-room'], unwanted: ['cocktail-on-beach'] },
  { words: 'food', minus: 'fish', wanted: sweet, unwanted: ['sushi'] },
  { words: 'food', minus: 'fruit', wanted: ['pancakes', 'sushi'], unwanted: ['citrus-slices'] },
  { words: 'food and drink', minus: 'a drink', wanted: [...sweet, 'sushi'], unwanted: drinks },
  {
    words: 'people',
    minus: 'music',
    wanted: ['astronaut-eileen-collins', 'officer-grace-hopper'],
    unwanted: ['mariachi-band', 'orchestra-on-stage'],
  },
  { words: 'people', minus: 'an astronaut', wanted: people.slice(1), unwanted: people.slice(0, 1) },
  { words: 'musicians', minus: 'an orchestra', wanted: ['mariachi-band'], unwanted: ['orchestra-on-stage'] },
  { words: 'a famous building', minus: 'at night', wanted: buildings, unwanted: ['lincoln-memorial-at-night'] },
  {
    words: 'a famous building',
    minus: 'a tower',
    wanted: ['castle-neuschwanstein', 'colosseum-rome', 'pyramid-in-desert'],
    unwanted: ['eiffel-tower'],
  },
  { words: 'at night', minus: 'a bridge', wanted: ['lincoln-memorial-at-night'], unwanted: ['bridge-at-night'] },
  {
    words: 'something that flies',
    minus: 'a balloon',
    wanted: ['biplane-from-above', 'rocket-on-launch-pad'],
    unwanted: ['hot-air-balloon'],
  },
  {
    words: 'something that flies',
    minus: 'an airplane',
    wanted: ['hot-air-balloon', 'rocket-on-launch-pad'],
    unwanted: ['biplane-from-above'],
  },
  { words: 'a vehicle', minus: 'a car', wanted: ['biplane-from-above', 'boats-nagasaki'], unwanted: ['car-white-sports'] },
  { words: 'text on paper', minus: 'a receipt', wanted: ['printed-page'], unwanted: ['receipt-bakery'] },
  { words: 'a document', minus: 'a screenshot', wanted: ['printed-page', 'receipt-bakery'], unwanted: ['screenshot-todo-app'] },
  { words: 'a flower', minus: 'an insect', wanted: ['flower-dahlia'], unwanted: ['honey-bee-on-aster'] },
  { words: 'landscape', minus: 'mountains', wanted: ['sunset-over-hills', 'forest-stream'], unwanted: ['mountains-picos-de-europa'] },
  { words: 'nature', minus: 'water', wanted: ['mountains-picos-de-europa', 'sunset-over-hills'], unwanted: ['forest-stream'] },
  { words: 'a city', minus: 'seen from above', wanted: ['bridge-at-night', 'eiffel-tower'], unwanted: ['new-york-aerial-1961'] },
  { words: 'a statue', minus: 'a pyramid', wanted: ['statue-cabrillo'], unwanted: ['pyramid-in-desert'] },
  { words: 'night', minus: 'a statue', wanted: night, unwanted: ['statue-cabrillo'] },
];
