namespace FlowLang.Hosting.Pages.Plans;

/// <summary>One pipeline of the manifest: what it does, step by step, and where each written column comes from.</summary>
internal sealed record PipelinePlan
{
    public string Name { get; init; } = "";

    /// <summary>The file of its generated C#.</summary>
    public string? Code { get; init; }

    public string? Partition { get; init; }

    public int Lookback { get; init; }

    public StepPlan[] Steps { get; init; } = [];

    public ColumnOrigin[] Lineage { get; init; } = [];
}

/// <summary>A step: <paramref name="Kind"/> is read, stage or write.</summary>
internal sealed record StepPlan(string Kind, string Relation, string Declared)
{
    /// <summary>Of a read: where from.</summary>
    public string? Source { get; init; }

    /// <summary>Of a write: where to.</summary>
    public string? Sink { get; init; }

    public string? Mode { get; init; }

    public string? Rejects { get; init; }

    public string? Plan { get; init; }

    public string? Sql { get; init; }

    /// <summary>Relations that its query reads.</summary>
    public string[] Inputs { get; init; } = [];

    public ColumnPlan[] Columns { get; init; } = [];

    /// <summary>Where rows can leave.</summary>
    public SitePlan[] Sites { get; init; } = [];

    public CheckPlan[] Expectations { get; init; } = [];
}

internal sealed record ColumnPlan(string Name, string Type);

internal sealed record SitePlan(string Action, string Step, string Reason, string Declared);

internal sealed record CheckPlan(string Name, string Severity, string Sql);

/// <summary>A written column, <c>relation.column</c>, and the source columns that its values are computed from.</summary>
internal sealed record ColumnOrigin(string Column, string[] From);

/// <summary>A source, where it reads from, and its columns.</summary>
internal sealed record SourcePlan(string Name, string From, string Declared)
{
    public ColumnPlan[] Columns { get; init; } = [];
}
