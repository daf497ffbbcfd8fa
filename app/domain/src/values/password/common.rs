//! What guessers try first, in lower case, with white space between. Written for this product: common passwords and words
//! in Dutch and English.

/// Words a password may not be made of alone, with digits and signs between.
pub(super) const COMMON_WORDS: &str = "
password passwort passw pass wachtwoord wachtwoorden welkom welkomterug welcome geheim geheimpje geheime secret
toegang access login inloggen inlog admin administrator beheer beheerder user gebruiker guest gast root master
test tester testing demo default standaard tijdelijk temporary temp nieuw new qwerty qwertz azerty asdf asdfgh
zxcv zxcvbn qazwsx qwer iloveyou ilove ikhouvan ikhouvanjou ikhouvanje houvan liefde liefje schatje schat love
lover baby lente zomer herfst winter spring summer autumn januari februari maart april mei juni juli augustus
september oktober november december january february march may june july august october maandag dinsdag woensdag
donderdag vrijdag zaterdag zondag monday tuesday wednesday thursday friday saturday sunday vandaag morgen
gisteren vakantie kerst kerstmis pasen sinterklaas zwartepiet oranje holland nederland nederlands netherlands
dutch amsterdam rotterdam utrecht denhaag eindhoven groningen friesland gelderland limburg brabant zeeland
drenthe flevoland overijssel zuidholland noordholland ajax feyenoord feijenoord psv football voetbal baseball
basketball hockey soccer superman batman spiderman pokemon starwars matrix dragon monkey tiger lion bear wolf
eagle shadow sunshine princess prinses prins koning koningin king queen angel engel bloem flower roos rose blauw
groen rood geel zwart wit paars blue green red yellow black white purple orange silver zilver goud gold golden
hond kat poes paard vis vogel dog cat horse fish bird hallo hello hoi doei dag goedemorgen goedendag mijn mij
jouw jou onze ons jij wij zij een het de van voor met aan bij uit over naar niet wel ook zijn was heb heeft ben
bent is my your our the and for with you me letmein trustno whatever nothing something computer laptop internet
google facebook microsoft windows apple samsung iphone android office outlook excel mustang ferrari porsche
mercedes volvo toyota harley yamaha corvette jordan michael jennifer jessica ashley thomas robert daniel charlie
andrew joshua matthew anthony george martin william nicole hannah amanda sophie emma julia anna maria lisa laura
sanne lotte eva tess mila jan piet klaas henk kees peter hans willem johan erik mark marco dennis patrick jeroen
bas tim tom sam max hunter killer ranger soldier freedom liberty america london paris berlin germany france
canada mexico brazil china russia cheese cookie chocolate chocola banaan banana apel appel peer kaas brood bier
wijn koffie thee pizza patat frikandel stroopwafel correct battery staple ninja pirate wizard magic merlin
gandalf hobbit phoenix thunder lightning storm rain snow fire water earth geluk gelukkig happy lucky vrede peace
muziek music gitaar guitar piano dance dansen leven life family familie mama papa mamma pappa oma opa moeder
vader broer zus zusje vriend vriendin kind kinderen thuis huis home house werk work kantoor bureau school
student studie verander veranderen veranderme change changeme changeit verandermij kies kiezen onthoud vergeten
forgot remember sesam openu open sluit politiek partij fractie burgemeester college bestuur coalitie oppositie
verkiezingen democratie vergadering agenda notulen verslag dossier
";

/// Long passwords that many people have, letters and digits only.
pub(super) const WHOLE_PASSWORDS: &str = "
passwordpassword passwordpassword1 password12345678 password123456789 password1234567890
passwordpasswordpassword mypasswordis12345 123456789012345 1234567890123456 12345678901234567890 111111111111111
000000000000000 123123123123123 123456123456123456 123454321234567890 qwertyuiopasdfg qwertyuiopasdfgh
qwertyuiopasdfghjkl qwertyuiopasdfghjklzxcvbnm 1qaz2wsx3edc4rfv 1qaz2wsx3edc4rfv5tgb qazwsxedcrfvtgb
qazwsxedcrfvtgbyhn zaq12wsxcde34rfv abcdefghijklmnop abcdefghijklmno abcdefghijklmnopqrstuvwxyz abcdefgh12345678
abcd1234abcd1234 aaaaaaaaaaaaaaa asdfghjklasdfghjkl correcthorsebatterystaple iloveyouforever iloveyousomuch
iloveyouverymuch thisismypassword thisisapassword thisisnotapassword ditismijnwachtwoord ditiseenwachtwoord
ditisgeenwachtwoord ditismijngeheim mijngeheimewachtwoord hetwachtwoordis wachtwoord123456 wachtwoord1234567
geheimwachtwoord welkomwelkom123 welkom123welkom123 welkom01welkom01 welkombijdeclub letmeinletmein1
letmeinplease123 changemechangeme changethispassword pleasechangeme123 verandermijsnel tobeornottobe123
tobeornottobethatisthequestion maytheforcebewithyou iamthekingoftheworld winteriscoming123 onceuponatime123
everythingisawesome supercalifragilisticexpialidocious hottentottententententoonstelling randstadnederland
donaudampfschifffahrt rechtdooreneerlijk altijdisergeluk eenhoornregenboog gezelligheidkentgeentijd
doemaargewoon123 doemaargewoondandoejealgekgenoeg hetisstilaandeoverkant wiedeschoenpast oostwestthuisbest
morgenstondheeftgoudindemond wilhelmusvannassouwe hupholland123456 hupholland hollandhuphollandhup ikgeloofinjou
ikhouvanjouschat ikhouvanmijnkinderen ikweethetnietmeer ikbenhetvergeten ikbenmijnwachtwoordvergeten
wachtwoordvergeten wachtwoordvergeten1 geenwachtwoord123 nietvergeten123456 manchesterunited
liverpoolfootballclub youllneverwalkalone ajaxamsterdam1900 feyenoordrotterdam psveindhoven1913
unbelievable12345 administrator123 administrator1234 administratoradmin superadministrator adminadminadmin1
rootrootrootroot testtesttesttest testtesttest123 gebruikergebruiker jesuschristislord jesusismysavior
godisgoodallthetime alhamdulillah123 bismillahirrahmanirrahim
";
