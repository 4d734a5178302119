"""schema.org and Google's rich results as data: which types there are, and what each must say.

Required and recommended properties follow the structured-data pages of Google Search Central (local business,
organization, breadcrumb, FAQ, product snippet, site name); types without a rich result have what makes sense of them.
"""

from dataclasses import dataclass

from code24.website.vocabulary import words

LOCAL_BUSINESSES = words(
    "LocalBusiness AccountingService AdultEntertainment AmusementPark AnimalShelter ArchiveOrganization ArtGallery "
    "Attorney AutoBodyShop AutoDealer AutoPartsStore AutoRental AutoRepair AutoWash AutomatedTeller "
    "AutomotiveBusiness Bakery BankOrCreditUnion BarOrPub BeautySalon BedAndBreakfast BikeStore BookStore "
    "BowlingAlley Brewery CafeOrCoffeeShop Campground Casino ChildCare ClothingStore ComedyClub CommunityHealth "
    "ComputerStore ConvenienceStore CovidTestingFacility DaySpa Dentist DepartmentStore Dermatology DietNutrition "
    "Distillery DryCleaningOrLaundry Electrician ElectronicsStore Emergency EmergencyService EmploymentAgency "
    "EntertainmentBusiness ExerciseGym FastFoodRestaurant FinancialService FireStation Florist FoodEstablishment "
    "FurnitureStore GardenStore GasStation GeneralContractor Geriatric GolfCourse GovernmentOffice GroceryStore "
    "Gynecologic HVACBusiness HairSalon HardwareStore HealthAndBeautyBusiness HealthClub HobbyShop "
    "HomeAndConstructionBusiness HomeGoodsStore Hospital Hostel Hotel HousePainter IceCreamShop InsuranceAgency "
    "InternetCafe JewelryStore LegalService Library LiquorStore Locksmith LodgingBusiness MedicalBusiness "
    "MedicalClinic MensClothingStore Midwifery MobilePhoneStore Motel MotorcycleDealer MotorcycleRepair "
    "MovieRentalStore MovieTheater MovingCompany MusicStore NailSalon NightClub Notary Nursing Obstetric "
    "OfficeEquipmentStore Oncologic Optician Optometric Otolaryngologic OutletStore PawnShop Pediatric PetStore "
    "Pharmacy Physician Physiotherapy PlasticSurgery Plumber Podiatric PoliceStation PostOffice PrimaryCare "
    "ProfessionalService Psychiatric PublicHealth PublicSwimmingPool RadioStation RealEstateAgent RecyclingCenter "
    "Resort Restaurant RoofingContractor SelfStorage ShoeStore ShoppingCenter SkiResort SportingGoodsStore "
    "SportsActivityLocation SportsClub StadiumOrArena Store TattooParlor TelevisionStation TennisComplex TireShop "
    "TouristInformationCenter ToyStore TravelAgency VacationRental VeterinaryCare WholesaleStore Winery"
)
"""LocalBusiness and everything below it (schema.org 29)."""

FOOD_ESTABLISHMENTS = words(
    "Bakery BarOrPub Brewery CafeOrCoffeeShop Distillery FastFoodRestaurant FoodEstablishment IceCreamShop Restaurant "
    "Winery"
)
"""What may have a menu."""

ORGANIZATIONS = words(
    "Organization Airline Consortium Cooperative Corporation EducationalOrganization CollegeOrUniversity "
    "ElementarySchool HighSchool MiddleSchool Preschool School FundingScheme GovernmentOrganization "
    "LibrarySystem MusicGroup NGO NewsMediaOrganization OnlineBusiness OnlineStore PerformingGroup DanceGroup "
    "TheaterGroup Project ResearchOrganization ResearchProject SearchRescueOrganization SportsOrganization SportsTeam "
    "WorkersUnion"
)
"""Organization and those below it that are no LocalBusiness."""

SELF_SERVING = words("Review AggregateRating Rating")
"""What a business may not mark up about itself (Google's review snippet guidelines, "self-serving reviews")."""

NEVER_FILLED = words(
    "SoftwareApplication WebApplication MobileApplication VideoGame Event Recipe JobPosting VideoObject"
)
"""Types whose rich result asks for what no brief tells (ratings, dates)."""


@dataclass(frozen=True)
class Requirement:
    """What an object of a type must have. Each entry names the properties of which one is needed (`a|b`)."""

    required: tuple[str, ...]
    recommended: tuple[str, ...] = ()
    """What helps, where it is known; its absence is no defect."""


BUSINESS = Requirement(
    ("name", "address"), ("url", "telephone", "openingHoursSpecification", "image", "geo", "priceRange")
)
COMPANY = Requirement(("name", "url"), ("logo", "telephone", "email", "address", "sameAs", "vatID", "legalName"))

REQUIREMENTS: dict[str, Requirement] = {
    **dict.fromkeys(LOCAL_BUSINESSES, BUSINESS),
    **dict.fromkeys(ORGANIZATIONS, COMPANY),
    "WebSite": Requirement(("name", "url"), ("alternateName",)),
    **dict.fromkeys(("WebPage", "AboutPage", "ContactPage", "CollectionPage"), Requirement(("name", "url"))),
    "BreadcrumbList": Requirement(("itemListElement",)),
    "ListItem": Requirement(("position", "name|item")),
    "FAQPage": Requirement(("mainEntity",)),
    "Question": Requirement(("name", "acceptedAnswer")),
    "Answer": Requirement(("text",)),
    "Product": Requirement(("name", "offers|review|aggregateRating"), ("image", "description")),
    "AggregateOffer": Requirement(("lowPrice", "priceCurrency"), ("highPrice", "offerCount")),
    "Offer": Requirement(("price|priceSpecification|itemOffered",), ("availability", "url")),
    **dict.fromkeys(
        ("PriceSpecification", "UnitPriceSpecification"), Requirement(("price|minPrice|maxPrice", "priceCurrency"))
    ),
    "OfferCatalog": Requirement(("name", "itemListElement")),
    "Service": Requirement(("name",), ("provider", "description")),
    "Menu": Requirement(("hasMenuSection|hasMenuItem",), ("name",)),
    "MenuSection": Requirement(("name", "hasMenuItem|hasMenuSection")),
    "MenuItem": Requirement(("name",), ("description", "offers")),
    "Person": Requirement(("name",), ("jobTitle", "image")),
    "PostalAddress": Requirement(("streetAddress", "addressLocality"), ("addressCountry", "postalCode")),
    "OpeningHoursSpecification": Requirement(("dayOfWeek", "opens", "closes")),
    "ImageObject": Requirement(("url|contentUrl",)),
}
"""Every type that pages may use, with what it needs."""
