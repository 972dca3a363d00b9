/**
 * Invented people to make records of: common first names (women, men) and surnames of each origin. Any likeness to a living person is chance.
 * Even places of each list serve the development records, odd places the held-out ones, so that no name was tuned on.
 */
export interface Community {
  readonly nationality: string;
  readonly women: readonly string[];
  readonly men: readonly string[];
  readonly surnames: readonly string[];
}

const words = (text: string): string[] => text.split(' ');

export const communities: readonly Community[] = [
  { nationality: 'MA', women: words('Fatima Khadija Naima Zineb Samira Hanane Meryem Loubna'), men: words('Youssef Mohamed Rachid Hamid Mustapha Abdelkader Karim Noureddine'), surnames: words('Amrani Benali Bouazza Cherkaoui Idrissi Ouali Tazi Slimani Bennani Zerouali') },
  { nationality: 'EG', women: words('Heba Mona Aya Nagwa Rania Dalia'), men: words('Ahmed Mahmoud Gamal Mostafa Khaled Abdelrahman Tarek Ashraf'), surnames: words('Elsayed Soliman Farouk Shalaby Abdelaziz Mansour Khalil Ghanem') },
  { nationality: 'SN', women: words('Fatoumata Aminata Awa Mariama Khady Ndeye'), men: words('Mamadou Ousmane Cheikh Ibrahima Moussa Lamine Abdoulaye Pape'), surnames: words('Diop Ndiaye Diallo Gueye Sow Fall Cisse Faye') },
  { nationality: 'ML', women: words('Oumou Kadiatou Mariam Assetou Djeneba Nana'), men: words('Seydou Boubacar Adama Souleymane Issa Drissa Modibo Bakary'), surnames: words('Traore Coulibaly Keita Diarra Kone Sangare Dembele Sissoko') },
  { nationality: 'GM', women: words('Isatou Fatou Kumba Binta Amie Sainabou'), men: words('Lamin Ebrima Alieu Modou Sulayman Omar Buba Yankuba'), surnames: words('Jallow Ceesay Touray Bojang Sanneh Jobe Darboe Njie') },
  { nationality: 'NG', women: words('Blessing Joy Faith Precious Ngozi Osaretin Amaka Itohan'), men: words('Chukwuemeka Efosa Sunday Ifeanyi Osagie Adebayo Kelvin Tunde'), surnames: words('Omoregie Osazuwa Idahosa Okafor Eze Adeyemi Igbinedion Aigbe Nwosu Ogunleye') },
  { nationality: 'BD', women: words('Fatema Rokeya Taslima Nasima Salma Shirin'), men: words('Rahim Jahangir Saiful Delwar Mizanur Kamrul Rafiqul Sohel'), surnames: words('Uddin Hossain Chowdhury Miah Sarkar Talukder Bhuiyan Howlader Mridha Molla') },
  { nationality: 'PK', women: words('Nusrat Parveen Saima Shazia Rubina Farzana'), men: words('Imran Zafar Waqas Sajjad Rizwan Shahbaz Nadeem Arshad'), surnames: words('Khan Bhatti Malik Gondal Butt Mirza Iqbal Chaudhry') },
  { nationality: 'IN', women: words('Harjit Paramjit Kulwinder Manpreet Baljinder Sunita'), men: words('Gurpreet Balwinder Amarjit Lakhwinder Satnam Rajesh Jagtar Davinder'), surnames: words('Sidhu Dhillon Sandhu Gill Bajwa Dhaliwal Virk Brar Sharma Yadav') },
  { nationality: 'UA', women: words('Olena Kateryna Nataliia Oksana Svitlana Tetiana Iryna Liudmyla'), men: words('Hryhoriy Serhii Dmytro Volodymyr Mykola Andrii Ihor Vasyl'), surnames: words('Shevchenko Kovalenko Tkachenko Bondarenko Melnyk Kravchuk Lysenko Moroz Shulha Polishchuk') },
  { nationality: 'RO', women: words('Ioana Andreea Florentina Nicoleta Marinela Gabriela Cristina Elena'), men: words('Gheorghe Constantin Alexandru Ionut Vasile Costel Marian Florin'), surnames: words('Popescu Munteanu Ciobanu Lacatus Dumitrascu Stanescu Oprea Rusu Moldovan Dragomir') },
  { nationality: 'AL', women: words('Ermira Majlinda Shpresa Luljeta Edlira Valbona'), men: words('Arben Besnik Fatmir Ilir Dritan Kujtim Agron Sokol'), surnames: words('Hoxha Krasniqi Berisha Gjoka Dervishi Shala Prendi Leka') },
  { nationality: 'CN', women: words('Xiaohong Meiling Lihua Guifang Xiuying Yuting'), men: words('Jianguo Zhiyong Guoqiang Haibo Xuefeng Dongliang'), surnames: words('Wang Chen Zhang Hu Lin Zhou Huang Zheng') },
  { nationality: 'ER', women: words('Mehret Selam Almaz Hiwet Letebrhan Rahel'), men: words('Tesfay Yohannes Filmon Bereket Kidane Dawit'), surnames: words('Gebremedhin Habtemariam Haile Woldu Tekle Mebrahtu Kahsay Araya') },
  { nationality: 'SO', women: words('Fadumo Hodan Ayan Khadra Sahra Ifrah'), men: words('Abdi Abdirahman Liban Mahad Bashir Hamza'), surnames: words('Warsame Farah Jama Guled Elmi Hersi Roble Dahir') },
  { nationality: 'PE', women: words('Yolanda Rosa Yesenia Lourdes Katherine Dayana'), men: words('Wilmer Edwin Carlos Jhon Luis Brayan'), surnames: words('Quispe Mamani Huaman Rodriguez Condori Chavez Ramirez Villavicencio') },
];

/** The half of a community that one split may use. */
export function halfOf(community: Community, half: 0 | 1): Community {
  const keep = (names: readonly string[]): string[] => names.filter((_, place) => place % 2 === half);
  return { nationality: community.nationality, women: keep(community.women), men: keep(community.men), surnames: keep(community.surnames) };
}
