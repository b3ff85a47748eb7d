namespace FlowLang.Connectors.Postgres;

/// <summary>A condition in PostgreSQL's SQL over a source's columns, as one operand; it can't fail.</summary>
public sealed record SourceFilter(string Condition)
{
    /// <summary>The step of the program whose rows are counted; null where nobody counts them.</summary>
    public string? Step { get; init; }

    /// <summary>Why it takes a row out.</summary>
    public string Reason { get; init; } = "";
}
