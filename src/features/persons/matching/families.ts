import { foldedSounds, soundsOf } from './sounds.ts';

/**
 * Well-known names and the spellings under which clerks of different countries write them, one family a line.
 *
 * Two uses: spellings of one family are the same name even where the sounds are far apart (Olena and Elena), and two families are
 * different names even where they are near (Hassan and Hussein, Amadou and Mamadou). A spelling after `~` is a short form: good
 * evidence, but weaker. Only one spelling is needed of those that differ by a/e, i/y/ei, o/u or doubled letters.
 * A name that is not listed is compared by its sounds alone, so the list need not be complete.
 *
 * Source: common public knowledge of given names and surnames; no list was copied.
 */
const lines = `
mohammed muhammed muhamad mohamad mehmed maxamed mamed mohd md ~moh ~mohd ~md محمد
mahmoud mahmud mehmood mahmod mohamud محمود
ahmed ahmad axmed achmed hahmed أحمد احمد
hamid hamed hameed حامد
hamida hameeda
hamad hamed
ali aly cali alii علي
alieu aliou aliu alioune
alpha alfa
hassan hasan hassen xasan hacen hacene hassane lahcen lahsen lahssen حسن
hussein hussain hossain husayn houssine hocine hossen husein xuseen lhoussaine حسين
hussaini husseini
hossam houssem husam hussam
hasina hassina
omar umar oumar omer cumar عمر
amr amro amrou عمرو
ammar
osman othman usman ousmane uthman ousman cusmaan عثمان
oumou umu
abdallah abdullah abdellah abdalla abdulla abdullahi abdulahi cabdullaahi abdulle cabdulle عبدالله
abdoulaye abdulai abdulay ablaye ~abdou ~abdul
abd abdel abdul abdal abdur abder abdoul abdool cabd cabdi abdi ~abdu عبد
rahman rahmane rehman raxman raxmaan rrahman
rahim raheem rohim errahim
karim kareem korim
karima
kader qadir qader kadir quadir qadeer
aziz azeez
majid meguid magid madjid majeed
hakim hakeem
salem
salim saleem selim
salam slam salaam
salah saleh saalah
salma selma
salman
soliman sulaiman suleiman souleymane sulayman suleman solaiman slimane
slimani soulaymani
ibrahim brahim ibrahima ebrahim ebrima ibraheem ibrahin abraham abraha ibraahim
ismail ismael esmail ismaila smail ismaaciil
isa issa eissa ciise
musa moussa muse muuse moosa
yusuf youssef yousef yousuf yusufu yousaf yuusuf yosef youssouf
yunus younes younis yonus younous
yahya yaya yehia yahia
yaqub yakubu yacouba yaakoub jakub
yassin yasin yassine yacine yaseen
yasser yasir yaser
nasser nasir naser naseer
bashir bachir basheer
samir sameer
samira sameera
amin amine ameen
amina aminah aamina amino
aminata aminatou aminatu
amir aamir ameer
amira ameera
anwar anouar anowar
khalid khaled kalid xaalid
khalida khaleda
khalil khaleel kalil
khadija khadidja kadidja hadiza kadija ~kadi
kadiatou kadiatu kadijatou
khadra
fatima fatma fatema faatima fadumo faduma فاطمة فاطمه
fatoumata fatoumatta fatumata fatimata fatimatou fatmata fatoumatou ~fatou ~fatu ~fatim ~fatima
aicha aisha ayesha aishatu aissatou isatou aissata aysha caasha asha ~aissa
mariam maryam meriem miriam mariama mariame mariem marieme maryama maria mary marie mariya
marina maryna
mariana marianna
nour nur noor nuur
mustafa mostafa moustapha mustapha
murad mourad morad
tariq tarek tarik
malik malek
rashid rachid rasheed
rashida rachida
rachel rahel raquel
said saeed saiid
saida saeeda
sayed syed sayyid elsayed essayed
saad
sajid
sajjad
zahid zaheed
zahra sahra zohra zahraa
zainab zineb zaynab zeinab saynab zenab
shahid
sharif cherif shareef
sheikh cheikh shaikh cheick shekh
habib habibur
jamal gamal jamel djamel jameel jaamal
kamal kamel
jamila gamila djamila
jaber gaber djaber jabir
hisham hicham hesham
hamza hamse
heba hiba
ashraf achraf
layla leila laila leyla
tahir taher tahiri
imran emran omran
kamran
iqbal eqbal
bilal belal
waqas
waqar
asif
atif
arif aref
nabil nabeel
nabila
farid fareed
farida
faisal faysal feisal
fazal fadl
rizwan ridwan redouane redwan
usama osama oussama
zia ziaur jiaur jia
mujib mojib
mizan mizanur
saiful ~saif
shahidul sahidul
shafiqul shofiqul ~shafiq
rafiqul rafikul ~rafiq
nurul noorul
nazrul nazmul
islam eslam
alam
uddin eddine eddin din dine deen uddeen addin eldin aldin الدين
chowdhury chaudhry chaudhuri choudhary chaudhary chowdhary choudhury
khan
singh sing sinh
kaur kour cour
begum begam
bibi
khatun khatoon
akter akhtar akther akhter aktar
miah mia miya mian
bhuiyan bhuyan bhuiya
haque hoque haq huq hak
sarkar sarker
ghulam gulam golam
parveen parvin perveen
mosammat mst mosammad mosamat musammat
diallo jallow djallo jalloh dialo
bah ba
barry barrie bari
sow sowe
traore trawally
toure touray turay
camara kamara
keita keyta
sissoko cissokho cissoko sissokho
cisse ceesay sesay sisse
diop jobe
ndiaye njie njai ndiay
diawara jawara
coulibaly koulibaly kulibali
ouattara wattara watara
ouedraogo wedraogo
konate conateh
conde konde
kone koneh
conteh konteh
gueye gaye
drame drammeh
sylla silla
mamadou mamadu momodou mahamadou muhamadou modou mamoudou
amadou ahmadou amadu amidou
adama
boubacar abubakar aboubacar bubacar babacar bubacarr aboubakar abubakari boubakar ~bakary ~buba
seydou seidou saidou seydu
sekou seku
souley
idrissa drissa idriss driss idris
lamine lamin lamiin
thierno tierno
coumba kumba
kofi koffi
kwame kwami
kwaku kouakou
kwabena
yaw yao
kouassi kwasi
kouadio kwadwo
oluwaseun ~seun
oluwatobi ~tobi
oluwaseyi ~seyi
adebayo ~bayo
chukwuemeka ~emeka
chiamaka ~amaka
ifeanyi ifeanyichukwu
ifeoma
temitope ~temi ~tope
emmanuel emanuel manuel
samuel samuele
daniel daniele
daniela daniella
gabriel
gabriela gabriella
olena elena alena helena yelena elina
olga olha
ileana
inna
anna hanna ana ganna
hryhoriy grigoriy hryhorii grigori grigory grigorij gregory
georgi georgiy georgy heorhii george gheorghe gueorgui georghe yuriy yurii iurii jiri
oleksandr aleksandr alexander alexandru aleksander alexandr alejandro ~sasha ~oleks ~alex
oleksandra aleksandra alexandra ~sasha
serhiy sergei serhii sergey sergiy sergii sergej sergiu
volodymyr vladimir wolodymyr vladymyr ~vova ~volodia
kateryna ekaterina katerina yekaterina iekaterina caterina catherine katherine ~katia
dmytro dmitri dmitriy dmitry dmytrii dimitri dumitru dimitar
nataliia natalia natalya nataliya natalja ~natasha
yuliia yulia julia iuliia yuliya iulia giulia
yulian iulian julian
mykola nikolai mikola nikolay nicolae nikolaj nicola
mykhailo maicol maykol mikhail mihail mihai mykhaylo michail michael
andriy andrei andrii andrey andrej
iryna irina irena iryna
tetiana tatiana tetyana tatyana
yevhen evgeny yevgeny evhen evgeni eugen ievgen evgheni
yevheniia yevgenia evgenia ievgeniia
oksana oxana
svitlana svetlana
vasyl vasily vasil vasile vasyli vasiliy
liubov lyubov lubov ljubov
liudmyla ludmila lyudmila
viktor victor
viktoriia victoria viktoria vittoria
ihor igor
oleh oleg
yelyzaveta elizaveta elizabeth elisabeta yelizaveta
anastasiia anastasia
pavlo pavel paul
petro petr piotr petru peter
ivan
ioan ion
ioana
joana johana
juan
juana
joao
halyna galina
alina
maksym maxim maksim
zhuk juk
stefan stepan stephan
stefania stefaniia
yohannes johannes iohannes
yonas jonas
tesfay tesfai
selam ~selamawit
berhane birhane
haile
gebreselassie ghebreselassie
hristo christo
cristian christian kristian
cristina christina kristina
constantin costantin konstantin
ximena jimena
yolanda iolanda
jhon john
johan
jose giuseppe
jesus
brayan brian bryan
wilmer vilmer
rodriguez rodrigues
gonzalez gonzales
hernandez
fernandez fernandes
gomez gomes
perez peres
jimenez ximenez gimenez
mario
fernando
fernanda
carlos
luis luiz
luisa
zhang cheung
chen chan
wang wong
huang hwang
zhao
zhou chou
zheng
xu hsu
li lee
liu lau
lu lv lyu
`;

/** Which tokens carry little: joining words and honorifics, then names that whole communities share, then merely frequent ones. */
const particles = 'abd mosammat mosammet mosamat mst mossammat musammat ben bin ibn bint binti bou bu abu abou abo ait aid ould bel oulad n haj hajj haji hadj hadji alhaji alhagie alhadji elhadj elhadji hajia hajja hajj mr mrs ms mme dr jr sr sig signor signora suor padre imam malam chief epouse coniugata vedova viuda'.split(' ');
const generics = 'singh kaur begum bibi khatun akter kumar miah sayed sheikh md uddin'.split(' ');
const frequent = (
  'mohammed ahmed ali hassan hussein khan islam rahman chowdhury diallo bah barry sow traore toure camara keita diop ndiaye cisse ' +
  'mamadou fatoumata fatima aicha mariam ibrahim abdallah omar osman yusuf mustafa olena anna ivan ivanov ivanova petrov petrova ' +
  'popescu popa ion ioana jose juan luis garcia rodriguez gonzalez perez gomez silva santos wang zhang li chen liu hu blessing joy ' +
  'abdi hoxha shehu sharma patel das haile tesfay'
).split(' ');

export type Commonness = 'particle' | 'generic' | 'frequent' | 'rare';

export interface Membership {
  readonly family: string;
  readonly short: boolean;
}

function key(letters: string): string {
  return foldedSounds(soundsOf(letters));
}

const memberships = new Map<string, Membership[]>();
const nativeSpellings = new Map<string, string>();

for (const line of lines.trim().split('\n')) {
  const spellings = line.split(' ');
  const family = spellings[0] ?? '';
  for (const spelling of spellings) {
    const short = spelling.startsWith('~');
    const plain = short ? spelling.slice(1) : spelling;
    // Anything but a–z is the name in its own script, which is looked up whole.
    if (!/^[a-z]+$/u.test(plain)) {
      nativeSpellings.set(plain.normalize('NFC'), family);
      continue;
    }
    const known = memberships.get(key(plain)) ?? [];
    if (!known.some((membership) => membership.family === family)) memberships.set(key(plain), [...known, { family, short }]);
  }
}

const commonness = new Map<string, Commonness>();
for (const word of frequent) commonness.set(key(word), 'frequent');
for (const word of generics) commonness.set(key(word), 'generic');
/** Joining words are known by their letters alone: Ebo and Bin-Bin are names, abu and bin are not. */
const joiningWords: ReadonlySet<string> = new Set(particles);

/** The families that a spelling may belong to; empty for a name that is not listed. */
export function familiesOf(letters: string): readonly Membership[] {
  return memberships.get(key(letters)) ?? [];
}

/** The family of a word in its own script, when it is listed in that script. */
export function familyOfNativeSpelling(word: string): string | undefined {
  return nativeSpellings.get(word.normalize('NFC'));
}

/** How little a token tells: the commonness of the word itself, else that of its family. */
export function commonnessOf(letters: string): Commonness {
  if (joiningWords.has(letters)) return 'particle';
  const own = commonness.get(key(letters));
  if (own !== undefined) return own;
  const familiar = familiesOf(letters).map(({ family }) => commonness.get(key(family)));
  return familiar.find((value) => value !== undefined) ?? 'rare';
}
