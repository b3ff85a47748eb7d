namespace FlowLang.Connectors.DuckDb;

/// <summary>What every session of the embedded engine is set to, so that programs mean what the language says.</summary>
public static class EngineSettings
{
    /// <summary>
    /// UTC; and without the rewriting of `row_number() … = 1` into an aggregate, which in DuckDB 1.5 ends with an internal error where the
    /// rows below were filtered by a range (`where x between 1 and 5 | dedupe by k …`). Over 6 M rows in groups of four it would save
    /// nothing: with it, without it and with `arg_min` written out the query takes the same time.
    /// </summary>
    public const string Sql = "SET TimeZone = 'UTC'; SET disabled_optimizers = 'top_n_window_elimination';";
}
