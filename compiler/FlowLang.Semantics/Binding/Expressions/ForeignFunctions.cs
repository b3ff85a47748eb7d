namespace FlowLang.Semantics.Binding.Expressions;

/// <summary>Functions of other languages: how the same is written here.</summary>
internal static class ForeignFunctions
{
    /// <summary>Null where the name is not known from elsewhere.</summary>
    public static string? Help(string name) => name.ToLowerInvariant() switch
    {
        "coalesce" or "ifnull" or "nvl" or "isnull" => "the first that is not null is `a ?? b`",
        "nullif" => "`case { when a is distinct from b -> a }` is null where they are equal",
        "if" or "iif" or "iff" or "decode" or "switch" => "a choice is `case { when condition -> value, else -> other }`",
        "concat" => "texts are joined by `a ++ b`",
        "concat_ws" => "a list is joined by `array_join`, texts by `a ++ \", \" ++ b`",
        "max_by" or "arg_max" or "argmax" => "the one of the largest `k` is `last(x sort k)`",
        "min_by" or "arg_min" or "argmin" => "the one of the smallest `k` is `first(x sort k)`",
        "any_value" => "one of a group is `any(x)`",
        "try_cast" or "safe_cast" or "convert" or "to_number" => "a cast is `cast(x as type) else null`",
        "to_date" or "to_timestamp" or "strptime" or "date_parse" or "parse_date" or "parse_timestamp" =>
            "ISO dates and times are `cast(x as date)`, those of another form `parse_instant(x, \"dd.MM.yyyy HH:mm\")`",
        "to_char" or "strftime" or "date_format" or "format_timestamp" or "format_date" =>
            "times are written by `format_instant(x, format)`",
        "date_trunc" or "datetrunc" or "timestamp_trunc" => "`trunc(time, hour)` cuts off what is smaller",
        "date_part" or "datepart" or "year" or "month" or "day" or "hour" or "minute" or "dayofweek" => "parts are `extract(time, hour)`",
        "date_add" or "dateadd" or "date_sub" or "timestamp_add" => "times are moved by `time + 1d`",
        "date_diff" or "datediff" or "timestamp_diff" or "timestampdiff" => "there are `seconds_between` to `months_between`",
        "current_date" or "current_timestamp" or "getdate" or "today" => "the moment of the run is `now()`",
        "len" or "char_length" or "character_length" or "strlen" => "it is called `length`",
        "substr" or "mid" or "left" => "it is `substring(x, start: 1, length: 3)`",
        "instr" or "strpos" or "charindex" or "locate" or "indexof" => "it is called `position`",
        "split" => "one part is `split_part(x, separator, n)`",
        "lcase" => "it is called `lower`",
        "ucase" => "it is called `upper`",
        "ceiling" => "it is called `ceil`",
        "pow" => "it is called `power`",
        "log" => "there are `ln` and `log10`",
        "mod" => "a remainder is `x % y`",
        "stddev_samp" or "stddev_pop" or "std" => "it is `stddev`, of a sample",
        "var_samp" or "var_pop" => "it is `variance`, of a sample",
        "percentile_cont" or "quantile" or "quantile_cont" => "it is `percentile(x, 0.9)`",
        "quantile_disc" => "it is `percentile_disc(x, 0.9)`",
        "listagg" or "group_concat" => "it is `string_agg(x, \", \" sort k)`",
        "collect_list" or "list" or "array" => "it is `array_agg(x sort k)`",
        "approx_distinct" or "hll_count" or "uniq" => "it is called `approx_count_distinct`",
        "json_extract" or "json_value" or "get_json_object" or "json_query" =>
            "there are `get`, `text_at`, `int_at`, `float_at` and `bool_at`",
        "random" or "rand" or "newid" or "gen_random_uuid" =>
            "a program gives the same rows each time, so nothing is random; keys can be `uuid(name)`",
        _ => null,
    };
}
