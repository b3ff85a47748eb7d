// Made by flowc 0.0.0 for baseline. The next build writes it again.
using FlowLang.Connectors.DuckDb;
using FlowLang.Connectors.Files;
using FlowLang.Connectors.Postgres;
using FlowLang.Connectors.Spark;
using FlowLang.Runtime;

/// <summary>Pipeline `main` of main.flow:19:1.</summary>
internal sealed class MainPipeline(Connections connections) : BatchPipeline
{
    public override PipelineDefinition Definition { get; } = new("main", "main.flow", 19)
    {
        Partition = new(IntervalUnit.Day, new(2024, 1, 1, 0, 0, 0, TimeSpan.Zero)),
        InOrder = "`checked`: a key may come in several intervals, and the last one stays",
    };

    public override IReadOnlyList<ICommitRecord> CommitRecords => [connections.Pg];

    protected override async Task ExecuteAsync(BatchRun run, CancellationToken cancel)
    {
        await using SparkBatch batch = await SparkBatch.OpenAsync(run, connections.Cluster, cancel);

        // Every target is reached and compared before the first row moves.
#line (20,20)-(20,44) "main.flow"
        BatchSink checkedSink = connections.Pg.Table("mart.checked", new TableOptions { Mode = WriteMode.Upsert });
#line default
        await batch.CheckAsync(checkedSink, [new("id", ColumnType.Int64), new("at", ColumnType.DateTime), new("code", ColumnType.Text), new("fare", ColumnType.Decimal(12, 2)), new("n", ColumnType.Int64), new("f", ColumnType.Float64), new("doc", ColumnType.Json), new("source_file", ColumnType.Text, IsKey: true), new("source_row", ColumnType.Int64, IsKey: true), new("pickup", ColumnType.Instant), new("number", ColumnType.Int32), new("share", ColumnType.Decimal(38, 6), Nullable: true), new("whole", ColumnType.Int64), new("label", ColumnType.Text), new("part", ColumnType.Text), new("name", ColumnType.Text, Nullable: true), new("next", ColumnType.Instant)], cancel);
#line (20,102)-(20,126) "main.flow"
        BatchSink rejects = connections.Pg.Table("mart.rejects", new TableOptions { Mode = WriteMode.Append });
#line default
        await batch.CheckAsync(rejects, RejectColumns.All, cancel);

#line (6,8)-(6,13) "main.flow"
        await batch.ReadAsync(Sources.Trips(connections, needsOrigin: true), "trips", cancel);
#line default

#line (20,3)-(20,128) "main.flow"
        await batch.WriteAsync(new WriteRequest("checked")
        {
            Sink = checkedSink,
            Sql = """
                WITH `checked_trips` AS (
                  SELECT
                    `id`,
                    `at`,
                    `code`,
                    `fare`,
                    `n`,
                    `f`,
                    `doc`,
                    `__file` AS `source_file`,
                    `__row` AS `source_row`,
                    `__file`,
                    `__row`
                  FROM `trips`
                ),
                `checked_partition` AS (
                  SELECT
                    `id`,
                    `at`,
                    `code`,
                    `fare`,
                    `n`,
                    `f`,
                    `doc`,
                    `source_file`,
                    `source_row`,
                    CASE
                      WHEN NOT coalesce((`at` >= CAST(:interval_start AS TIMESTAMP_NTZ)) AND (`at` < CAST(:interval_end AS TIMESTAMP_NTZ)), false) THEN 1
                    END AS `__site`,
                    `__file`,
                    `__row`
                  FROM `checked_trips`
                ),
                `checked_where` AS (
                  SELECT
                    `id`,
                    `at`,
                    `code`,
                    `fare`,
                    `n`,
                    `f`,
                    `doc`,
                    `source_file`,
                    `source_row`,
                    CASE
                      WHEN `__site` IS NOT NULL THEN `__site`
                      WHEN NOT coalesce((`fare` > CAST('0.00' AS DECIMAL(12, 2))) AND (CAST(`at` AS TIMESTAMP) < :now), false) THEN 2
                    END AS `__site`,
                    `__file`,
                    `__row`
                  FROM `checked_partition`
                ),
                `checked_derive_values` AS (
                  SELECT
                    *,
                    flow_at_zone(`at`, (CASE WHEN CAST(:param_zone AS STRING) IN ('Africa/Abidjan', 'Africa/Accra', 'Africa/Addis_Ababa', 'Africa/Algiers', 'Africa/Asmara', 'Africa/Asmera', 'Africa/Bamako', 'Africa/Bangui', 'Africa/Banjul', 'Africa/Bissau', 'Africa/Blantyre', 'Africa/Brazzaville', 'Africa/Bujumbura', 'Africa/Cairo', 'Africa/Casablanca', 'Africa/Ceuta', 'Africa/Conakry', 'Africa/Dakar', 'Africa/Dar_es_Salaam', 'Africa/Djibouti', 'Africa/Douala', 'Africa/El_Aaiun', 'Africa/Freetown', 'Africa/Gaborone', 'Africa/Harare', 'Africa/Johannesburg', 'Africa/Juba', 'Africa/Kampala', 'Africa/Khartoum', 'Africa/Kigali', 'Africa/Kinshasa', 'Africa/Lagos', 'Africa/Libreville', 'Africa/Lome', 'Africa/Luanda', 'Africa/Lubumbashi', 'Africa/Lusaka', 'Africa/Malabo', 'Africa/Maputo', 'Africa/Maseru', 'Africa/Mbabane', 'Africa/Mogadishu', 'Africa/Monrovia', 'Africa/Nairobi', 'Africa/Ndjamena', 'Africa/Niamey', 'Africa/Nouakchott', 'Africa/Ouagadougou', 'Africa/Porto-Novo', 'Africa/Sao_Tome', 'Africa/Timbuktu', 'Africa/Tripoli', 'Africa/Tunis', 'Africa/Windhoek', 'America/Adak', 'America/Anchorage', 'America/Anguilla', 'America/Antigua', 'America/Araguaina', 'America/Argentina/Buenos_Aires', 'America/Argentina/Catamarca', 'America/Argentina/ComodRivadavia', 'America/Argentina/Cordoba', 'America/Argentina/Jujuy', 'America/Argentina/La_Rioja', 'America/Argentina/Mendoza', 'America/Argentina/Rio_Gallegos', 'America/Argentina/Salta', 'America/Argentina/San_Juan', 'America/Argentina/San_Luis', 'America/Argentina/Tucuman', 'America/Argentina/Ushuaia', 'America/Aruba', 'America/Asuncion', 'America/Atikokan', 'America/Atka', 'America/Bahia', 'America/Bahia_Banderas', 'America/Barbados', 'America/Belem', 'America/Belize', 'America/Blanc-Sablon', 'America/Boa_Vista', 'America/Bogota', 'America/Boise', 'America/Buenos_Aires', 'America/Cambridge_Bay', 'America/Campo_Grande', 'America/Cancun', 'America/Caracas', 'America/Catamarca', 'America/Cayenne', 'America/Cayman', 'America/Chicago', 'America/Chihuahua', 'America/Ciudad_Juarez', 'America/Coral_Harbour', 'America/Cordoba', 'America/Costa_Rica', 'America/Coyhaique', 'America/Creston', 'America/Cuiaba', 'America/Curacao', 'America/Danmarkshavn', 'America/Dawson', 'America/Dawson_Creek', 'America/Denver', 'America/Detroit', 'America/Dominica', 'America/Edmonton', 'America/Eirunepe', 'America/El_Salvador', 'America/Ensenada', 'America/Fort_Nelson', 'America/Fort_Wayne', 'America/Fortaleza', 'America/Glace_Bay', 'America/Godthab', 'America/Goose_Bay', 'America/Grand_Turk', 'America/Grenada', 'America/Guadeloupe', 'America/Guatemala', 'America/Guayaquil', 'America/Guyana', 'America/Halifax', 'America/Havana', 'America/Hermosillo', 'America/Indiana/Indianapolis', 'America/Indiana/Knox', 'America/Indiana/Marengo', 'America/Indiana/Petersburg', 'America/Indiana/Tell_City', 'America/Indiana/Vevay', 'America/Indiana/Vincennes', 'America/Indiana/Winamac', 'America/Indianapolis', 'America/Inuvik', 'America/Iqaluit', 'America/Jamaica', 'America/Jujuy', 'America/Juneau', 'America/Kentucky/Louisville', 'America/Kentucky/Monticello', 'America/Knox_IN', 'America/Kralendijk', 'America/La_Paz', 'America/Lima', 'America/Los_Angeles', 'America/Louisville', 'America/Lower_Princes', 'America/Maceio', 'America/Managua', 'America/Manaus', 'America/Marigot', 'America/Martinique', 'America/Matamoros', 'America/Mazatlan', 'America/Mendoza', 'America/Menominee', 'America/Merida', 'America/Metlakatla', 'America/Mexico_City', 'America/Miquelon', 'America/Moncton', 'America/Monterrey', 'America/Montevideo', 'America/Montreal', 'America/Montserrat', 'America/Nassau', 'America/New_York', 'America/Nipigon', 'America/Nome', 'America/Noronha', 'America/North_Dakota/Beulah', 'America/North_Dakota/Center', 'America/North_Dakota/New_Salem', 'America/Nuuk', 'America/Ojinaga', 'America/Panama', 'America/Pangnirtung', 'America/Paramaribo', 'America/Phoenix', 'America/Port-au-Prince', 'America/Port_of_Spain', 'America/Porto_Acre', 'America/Porto_Velho', 'America/Puerto_Rico', 'America/Punta_Arenas', 'America/Rainy_River', 'America/Rankin_Inlet', 'America/Recife', 'America/Regina', 'America/Resolute', 'America/Rio_Branco', 'America/Rosario', 'America/Santa_Isabel', 'America/Santarem', 'America/Santiago', 'America/Santo_Domingo', 'America/Sao_Paulo', 'America/Scoresbysund', 'America/Shiprock', 'America/Sitka', 'America/St_Barthelemy', 'America/St_Johns', 'America/St_Kitts', 'America/St_Lucia', 'America/St_Thomas', 'America/St_Vincent', 'America/Swift_Current', 'America/Tegucigalpa', 'America/Thule', 'America/Thunder_Bay', 'America/Tijuana', 'America/Toronto', 'America/Tortola', 'America/Vancouver', 'America/Virgin', 'America/Whitehorse', 'America/Winnipeg', 'America/Yakutat', 'America/Yellowknife', 'Antarctica/Casey', 'Antarctica/Davis', 'Antarctica/DumontDUrville', 'Antarctica/Macquarie', 'Antarctica/Mawson', 'Antarctica/McMurdo', 'Antarctica/Palmer', 'Antarctica/Rothera', 'Antarctica/South_Pole', 'Antarctica/Syowa', 'Antarctica/Troll', 'Antarctica/Vostok', 'Arctic/Longyearbyen', 'Asia/Aden', 'Asia/Almaty', 'Asia/Amman', 'Asia/Anadyr', 'Asia/Aqtau', 'Asia/Aqtobe', 'Asia/Ashgabat', 'Asia/Ashkhabad', 'Asia/Atyrau', 'Asia/Baghdad', 'Asia/Bahrain', 'Asia/Baku', 'Asia/Bangkok', 'Asia/Barnaul', 'Asia/Beirut', 'Asia/Bishkek', 'Asia/Brunei', 'Asia/Calcutta', 'Asia/Chita', 'Asia/Choibalsan', 'Asia/Chongqing', 'Asia/Chungking', 'Asia/Colombo', 'Asia/Dacca', 'Asia/Damascus', 'Asia/Dhaka', 'Asia/Dili', 'Asia/Dubai', 'Asia/Dushanbe', 'Asia/Famagusta', 'Asia/Gaza', 'Asia/Harbin', 'Asia/Hebron', 'Asia/Ho_Chi_Minh', 'Asia/Hong_Kong', 'Asia/Hovd', 'Asia/Irkutsk', 'Asia/Istanbul', 'Asia/Jakarta', 'Asia/Jayapura', 'Asia/Jerusalem', 'Asia/Kabul', 'Asia/Kamchatka', 'Asia/Karachi', 'Asia/Kashgar', 'Asia/Kathmandu', 'Asia/Katmandu', 'Asia/Khandyga', 'Asia/Kolkata', 'Asia/Krasnoyarsk', 'Asia/Kuala_Lumpur', 'Asia/Kuching', 'Asia/Kuwait', 'Asia/Macao', 'Asia/Macau', 'Asia/Magadan', 'Asia/Makassar', 'Asia/Manila', 'Asia/Muscat', 'Asia/Nicosia', 'Asia/Novokuznetsk', 'Asia/Novosibirsk', 'Asia/Omsk', 'Asia/Oral', 'Asia/Phnom_Penh', 'Asia/Pontianak', 'Asia/Pyongyang', 'Asia/Qatar', 'Asia/Qostanay', 'Asia/Qyzylorda', 'Asia/Rangoon', 'Asia/Riyadh', 'Asia/Saigon', 'Asia/Sakhalin', 'Asia/Samarkand', 'Asia/Seoul', 'Asia/Shanghai', 'Asia/Singapore', 'Asia/Srednekolymsk', 'Asia/Taipei', 'Asia/Tashkent', 'Asia/Tbilisi', 'Asia/Tehran', 'Asia/Tel_Aviv', 'Asia/Thimbu', 'Asia/Thimphu', 'Asia/Tokyo', 'Asia/Tomsk', 'Asia/Ujung_Pandang', 'Asia/Ulaanbaatar', 'Asia/Ulan_Bator', 'Asia/Urumqi', 'Asia/Ust-Nera', 'Asia/Vientiane', 'Asia/Vladivostok', 'Asia/Yakutsk', 'Asia/Yangon', 'Asia/Yekaterinburg', 'Asia/Yerevan', 'Atlantic/Azores', 'Atlantic/Bermuda', 'Atlantic/Canary', 'Atlantic/Cape_Verde', 'Atlantic/Faeroe', 'Atlantic/Faroe', 'Atlantic/Jan_Mayen', 'Atlantic/Madeira', 'Atlantic/Reykjavik', 'Atlantic/South_Georgia', 'Atlantic/St_Helena', 'Atlantic/Stanley', 'Australia/ACT', 'Australia/Adelaide', 'Australia/Brisbane', 'Australia/Broken_Hill', 'Australia/Canberra', 'Australia/Currie', 'Australia/Darwin', 'Australia/Eucla', 'Australia/Hobart', 'Australia/LHI', 'Australia/Lindeman', 'Australia/Lord_Howe', 'Australia/Melbourne', 'Australia/NSW', 'Australia/North', 'Australia/Perth', 'Australia/Queensland', 'Australia/South', 'Australia/Sydney', 'Australia/Tasmania', 'Australia/Victoria', 'Australia/West', 'Australia/Yancowinna', 'Brazil/Acre', 'Brazil/DeNoronha', 'Brazil/East', 'Brazil/West', 'Canada/Atlantic', 'Canada/Central', 'Canada/East-Saskatchewan', 'Canada/Eastern', 'Canada/Mountain', 'Canada/Newfoundland', 'Canada/Pacific', 'Canada/Saskatchewan', 'Canada/Yukon', 'Chile/Continental', 'Chile/EasterIsland', 'Etc/GMT', 'Etc/GMT+0', 'Etc/GMT+1', 'Etc/GMT+10', 'Etc/GMT+11', 'Etc/GMT+12', 'Etc/GMT+2', 'Etc/GMT+3', 'Etc/GMT+4', 'Etc/GMT+5', 'Etc/GMT+6', 'Etc/GMT+7', 'Etc/GMT+8', 'Etc/GMT+9', 'Etc/GMT-0', 'Etc/GMT-1', 'Etc/GMT-10', 'Etc/GMT-11', 'Etc/GMT-12', 'Etc/GMT-13', 'Etc/GMT-14', 'Etc/GMT-2', 'Etc/GMT-3', 'Etc/GMT-4', 'Etc/GMT-5', 'Etc/GMT-6', 'Etc/GMT-7', 'Etc/GMT-8', 'Etc/GMT-9', 'Etc/GMT0', 'Etc/Greenwich', 'Etc/UCT', 'Etc/UTC', 'Etc/Universal', 'Etc/Zulu', 'Europe/Amsterdam', 'Europe/Andorra', 'Europe/Astrakhan', 'Europe/Athens', 'Europe/Belfast', 'Europe/Belgrade', 'Europe/Berlin', 'Europe/Bratislava', 'Europe/Brussels', 'Europe/Bucharest', 'Europe/Budapest', 'Europe/Busingen', 'Europe/Chisinau', 'Europe/Copenhagen', 'Europe/Dublin', 'Europe/Gibraltar', 'Europe/Guernsey', 'Europe/Helsinki', 'Europe/Isle_of_Man', 'Europe/Istanbul', 'Europe/Jersey', 'Europe/Kaliningrad', 'Europe/Kiev', 'Europe/Kirov', 'Europe/Kyiv', 'Europe/Lisbon', 'Europe/Ljubljana', 'Europe/London', 'Europe/Luxembourg', 'Europe/Madrid', 'Europe/Malta', 'Europe/Mariehamn', 'Europe/Minsk', 'Europe/Monaco', 'Europe/Moscow', 'Europe/Nicosia', 'Europe/Oslo', 'Europe/Paris', 'Europe/Podgorica', 'Europe/Prague', 'Europe/Riga', 'Europe/Rome', 'Europe/Samara', 'Europe/San_Marino', 'Europe/Sarajevo', 'Europe/Saratov', 'Europe/Simferopol', 'Europe/Skopje', 'Europe/Sofia', 'Europe/Stockholm', 'Europe/Tallinn', 'Europe/Tirane', 'Europe/Tiraspol', 'Europe/Ulyanovsk', 'Europe/Uzhgorod', 'Europe/Vaduz', 'Europe/Vatican', 'Europe/Vienna', 'Europe/Vilnius', 'Europe/Volgograd', 'Europe/Warsaw', 'Europe/Zagreb', 'Europe/Zaporozhye', 'Europe/Zurich', 'GMT', 'Indian/Antananarivo', 'Indian/Chagos', 'Indian/Christmas', 'Indian/Cocos', 'Indian/Comoro', 'Indian/Kerguelen', 'Indian/Mahe', 'Indian/Maldives', 'Indian/Mauritius', 'Indian/Mayotte', 'Indian/Reunion', 'Mexico/BajaNorte', 'Mexico/BajaSur', 'Mexico/General', 'Pacific/Apia', 'Pacific/Auckland', 'Pacific/Bougainville', 'Pacific/Chatham', 'Pacific/Chuuk', 'Pacific/Easter', 'Pacific/Efate', 'Pacific/Enderbury', 'Pacific/Fakaofo', 'Pacific/Fiji', 'Pacific/Funafuti', 'Pacific/Galapagos', 'Pacific/Gambier', 'Pacific/Guadalcanal', 'Pacific/Guam', 'Pacific/Honolulu', 'Pacific/Johnston', 'Pacific/Kanton', 'Pacific/Kiritimati', 'Pacific/Kosrae', 'Pacific/Kwajalein', 'Pacific/Majuro', 'Pacific/Marquesas', 'Pacific/Midway', 'Pacific/Nauru', 'Pacific/Niue', 'Pacific/Norfolk', 'Pacific/Noumea', 'Pacific/Pago_Pago', 'Pacific/Palau', 'Pacific/Pitcairn', 'Pacific/Pohnpei', 'Pacific/Ponape', 'Pacific/Port_Moresby', 'Pacific/Rarotonga', 'Pacific/Saipan', 'Pacific/Samoa', 'Pacific/Tahiti', 'Pacific/Tarawa', 'Pacific/Tongatapu', 'Pacific/Truk', 'Pacific/Wake', 'Pacific/Wallis', 'Pacific/Yap', 'US/Alaska', 'US/Aleutian', 'US/Arizona', 'US/Central', 'US/East-Indiana', 'US/Eastern', 'US/Hawaii', 'US/Indiana-Starke', 'US/Michigan', 'US/Mountain', 'US/Pacific', 'US/Samoa', 'UTC') THEN CAST(:param_zone AS STRING) END)) AS `__1`,
                    flow_read_int32(`code`) AS `__2`,
                    (CASE WHEN NOT contains(get_json_object(`doc`, '$.a.b[0]'), '\u0000') THEN get_json_object(`doc`, '$.a.b[0]') END) AS `__3`
                  FROM `checked_where`
                ),
                `checked_derive_sites` AS (
                  SELECT
                    *,
                    CASE
                      WHEN `__site` IS NOT NULL THEN `__site`
                      WHEN (`at` IS NOT NULL AND CAST(:param_zone AS STRING) IS NOT NULL AND `__1` IS NULL) THEN 3
                      WHEN `__2` IS NULL THEN 4
                    END AS `__at`
                  FROM `checked_derive_values`
                ),
                `checked_derive` AS (
                  SELECT
                    `id`,
                    `at`,
                    `code`,
                    `fare`,
                    `n`,
                    `f`,
                    `doc`,
                    `source_file`,
                    `source_row`,
                    `__1` AS `pickup`,
                    `__2` AS `number`,
                    try_cast(CAST(`fare` AS DECIMAL(16, 6)) / nullif(CAST(`n` AS DECIMAL(19, 0)), 0) AS DECIMAL(38, 6)) AS `share`,
                    CAST(CASE WHEN CAST(3 AS BIGINT) = -1 THEN try_subtract(CAST(0 AS BIGINT), `n`) ELSE `n` div nullif(CAST(3 AS BIGINT), 0) END AS BIGINT) AS `whole`,
                    (`code` || ': \u000A') || flow_float64_text(`f`) AS `label`,
                    regexp_replace(`code`, '(?d)^(\\d+)[\\t\\n\\f\\r ]\\z', '<$1>') AS `part`,
                    CASE WHEN NOT coalesce(contains(get_json_object(`doc`, '$.a.b[0]'), '\u0000'), false) THEN `__3` END AS `name`,
                    `__at` AS `__site`,
                    CASE
                      WHEN `__at` BETWEEN 3 AND 4 THEN concat('{"id":', coalesce(CASE WHEN `id` BETWEEN -9007199254740991 AND 9007199254740991 THEN CAST(`id` AS STRING) ELSE ('"' || CAST(`id` AS STRING) || '"') END, 'null'), ',"at":', coalesce(('"' || replace(CAST(`at` AS STRING), ' ', 'T') || '"'), 'null'), ',"code":', coalesce(regexp_extract(to_json(array(`code`)), '(?s)^.(.*).$', 1), 'null'), ',"fare":', coalesce(('"' || CAST(`fare` AS STRING) || '"'), 'null'), ',"n":', coalesce(CASE WHEN `n` BETWEEN -9007199254740991 AND 9007199254740991 THEN CAST(`n` AS STRING) ELSE ('"' || CAST(`n` AS STRING) || '"') END, 'null'), ',"f":', coalesce(CASE WHEN abs(`f`) < double('Infinity') THEN flow_float64_text(`f`) ELSE ('"' || flow_float64_text(`f`) || '"') END, 'null'), ',"doc":', coalesce(translate(`doc`, '\u000A\u000D', '  '), 'null'), ',"source_file":', coalesce(regexp_extract(to_json(array(`source_file`)), '(?s)^.(.*).$', 1), 'null'), ',"source_row":', coalesce(CASE WHEN `source_row` BETWEEN -9007199254740991 AND 9007199254740991 THEN CAST(`source_row` AS STRING) ELSE ('"' || CAST(`source_row` AS STRING) || '"') END, 'null'), '}')
                    END AS `__input`,
                    `__file`,
                    `__row`
                  FROM `checked_derive_sites`
                ),
                `checked_derive_values_2` AS (
                  SELECT
                    *,
                    flow_add_instant(`pickup`, named_struct('months', 0, 'days', 0, 'microseconds', CAST(5400000000 AS BIGINT))) AS `__1`
                  FROM `checked_derive`
                ),
                `checked_derive_sites_2` AS (
                  SELECT
                    *,
                    CASE
                      WHEN `__site` IS NOT NULL THEN `__site`
                      WHEN (`pickup` IS NOT NULL AND `__1` IS NULL) THEN 5
                    END AS `__at`
                  FROM `checked_derive_values_2`
                ),
                `checked` AS (
                  SELECT
                    `id`,
                    `at`,
                    `code`,
                    `fare`,
                    `n`,
                    `f`,
                    `doc`,
                    `source_file`,
                    `source_row`,
                    `pickup`,
                    `number`,
                    `share`,
                    `whole`,
                    `label`,
                    `part`,
                    `name`,
                    `__1` AS `next`,
                    `__at` AS `__site`,
                    CASE
                      WHEN `__at` = 5 THEN concat('{"id":', coalesce(CASE WHEN `id` BETWEEN -9007199254740991 AND 9007199254740991 THEN CAST(`id` AS STRING) ELSE ('"' || CAST(`id` AS STRING) || '"') END, 'null'), ',"at":', coalesce(('"' || replace(CAST(`at` AS STRING), ' ', 'T') || '"'), 'null'), ',"code":', coalesce(regexp_extract(to_json(array(`code`)), '(?s)^.(.*).$', 1), 'null'), ',"fare":', coalesce(('"' || CAST(`fare` AS STRING) || '"'), 'null'), ',"n":', coalesce(CASE WHEN `n` BETWEEN -9007199254740991 AND 9007199254740991 THEN CAST(`n` AS STRING) ELSE ('"' || CAST(`n` AS STRING) || '"') END, 'null'), ',"f":', coalesce(CASE WHEN abs(`f`) < double('Infinity') THEN flow_float64_text(`f`) ELSE ('"' || flow_float64_text(`f`) || '"') END, 'null'), ',"doc":', coalesce(translate(`doc`, '\u000A\u000D', '  '), 'null'), ',"source_file":', coalesce(regexp_extract(to_json(array(`source_file`)), '(?s)^.(.*).$', 1), 'null'), ',"source_row":', coalesce(CASE WHEN `source_row` BETWEEN -9007199254740991 AND 9007199254740991 THEN CAST(`source_row` AS STRING) ELSE ('"' || CAST(`source_row` AS STRING) || '"') END, 'null'), ',"pickup":', coalesce(('"' || (replace(CAST(`pickup` AS STRING), ' ', 'T') || 'Z') || '"'), 'null'), ',"number":', coalesce(CAST(`number` AS STRING), 'null'), ',"share":', coalesce(('"' || CAST(`share` AS STRING) || '"'), 'null'), ',"whole":', coalesce(CASE WHEN `whole` BETWEEN -9007199254740991 AND 9007199254740991 THEN CAST(`whole` AS STRING) ELSE ('"' || CAST(`whole` AS STRING) || '"') END, 'null'), ',"label":', coalesce(regexp_extract(to_json(array(`label`)), '(?s)^.(.*).$', 1), 'null'), ',"part":', coalesce(regexp_extract(to_json(array(`part`)), '(?s)^.(.*).$', 1), 'null'), ',"name":', coalesce(regexp_extract(to_json(array(`name`)), '(?s)^.(.*).$', 1), 'null'), '}')
                      ELSE `__input`
                    END AS `__input`,
                    `__file`,
                    `__row`
                  FROM `checked_derive_sites_2`
                )
                SELECT
                  `id`,
                  `at`,
                  `code`,
                  `fare`,
                  `n`,
                  `f`,
                  `doc`,
                  `source_file`,
                  `source_row`,
                  `pickup`,
                  `number`,
                  `share`,
                  `whole`,
                  `label`,
                  `part`,
                  `name`,
                  `next`,
                  `__site`,
                  `__input`,
                  `__file`,
                  `__row`
                FROM `checked`
                """,
            Columns =
            [
                new("id", ColumnType.Int64),
                new("at", ColumnType.DateTime),
                new("code", ColumnType.Text),
                new("fare", ColumnType.Decimal(12, 2)),
                new("n", ColumnType.Int64),
                new("f", ColumnType.Float64),
                new("doc", ColumnType.Json),
                new("source_file", ColumnType.Text, IsKey: true),
                new("source_row", ColumnType.Int64, IsKey: true),
                new("pickup", ColumnType.Instant),
                new("number", ColumnType.Int32),
                new("share", ColumnType.Decimal(38, 6), Nullable: true),
                new("whole", ColumnType.Int64),
                new("label", ColumnType.Text),
                new("part", ColumnType.Text),
                new("name", ColumnType.Text, Nullable: true),
                new("next", ColumnType.Instant),
            ],
            RowsFrom = "trips",
            Sites =
            [
                new(1, FailureAction.Filter, "checked: partition", "outside the run's interval", "main.flow", 21, 14),
                new(2, FailureAction.Filter, "checked: where", "not fare > 0 and at_zone(at, \"UTC\") < now()", "main.flow", 10, 5),
                new(3, FailureAction.Reject, "checked: derive", "no such local time", "main.flow", 11, 21),
                new(4, FailureAction.Reject, "checked: derive", "no number", "main.flow", 12, 21),
                new(5, FailureAction.Fail, "checked: derive", "overflow in `pickup + 90m`", "main.flow", 18, 19),
            ],
            Rejects = rejects,
        }, cancel);
#line default

        // Files were written aside and databases hold open transactions: now everything becomes visible.
        await run.CommitAsync(cancel);
    }
}
