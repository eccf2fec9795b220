// Texts that name what photos may show, of every kind, so that together they say how texts score on photos they have nothing to do with.
// None shares a telling word with the queries that the cut is judged by (tools/cut/cases.ts; calibration.test.ts holds them to it).

const kinds = [
  'a child, a teenager, a couple, a portrait, a group photo, eyes, a bride, a ceremony, a meeting, students, a police officer, a chef, a fisherman, a runner, an actor, a tourist, a politician',
  'a fox, a tiger, a squirrel, a hamster, a pig, a camel, a bat, a seal, a lizard, a fish, a crab, a worm, a dragonfly, a mosquito, a swan, a pigeon, a hawk, a flamingo, a kitten, wildlife, a feather',
  'a tulip, a daisy, moss, a leaf, roots, a palm, bamboo, a garden, a field, an orchard, a swamp, a canyon, a glacier, a river, waves, sand, ice, clouds, a storm, sunrise, a reflection, winter',
  'cheese, meat, a sausage, french fries, pasta, beans, carrots, peppers, a banana, grapes, a pear, nuts, a pie, honey, salt, oil, juice, a cocktail, a mug, a knife, a pan, a fridge, a picnic, a bar, a menu, a buffet, seafood',
  'a cottage, an office, a barn, a palace, a mosque, a pyramid, a gate, a dome, a window, an elevator, a fountain, a gallery, a university, a gym, a prison, an amusement park, an alley, a tunnel, a construction site, a village, a skyline, a mall, a pier',
  'a van, a tram, a jet, a parachute, a ferry, a kayak, a wheel, a number plate, a compass, a tent, a tank, skis, roller skates',
  'a sofa, a blanket, a lamp, a vase, a drawing, a shelf, a bedroom, a shower, a towel, a broom, a saw, a ladder, a lock, a basket, a toy, a puzzle, a robot, a plug, a remote control, a microscope, a loudspeaker, a printer, pills, a wheelchair, tape, fabric, wood, brick',
  'a skirt, a jacket, a scarf, shoes, high heels, a helmet, glasses, a ring, a belt, a costume, make-up',
  'a magazine, a stamp, a pen, handwriting, a certificate, a price list, a graph, a calendar, a poem, a logo, an email, source code, a slide show, banknotes, a sign',
  'a trumpet, an accordion, a choir, basketball, golf, boxing, gymnastics, sailing, cycling, a trophy, a racket, a referee',
  'blue, pink, grey, dark, round, dotted, full, clean, small, long, beautiful, sad, calm, modern, a pattern, a panorama, a landscape, underwater, on holiday, war, history, nature, business, weather',
];

export const neutralTexts: readonly string[] = kinds.flatMap((kind) => kind.split(', '));
