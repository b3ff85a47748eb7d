namespace FlowLang.Semantics.Binding.Expressions;

/// <summary>What aggregates and analytic functions mean at a place.</summary>
internal enum AggregateUse
{
    /// <summary>Neither: `where`, `by`, sort keys.</summary>
    None,

    /// <summary>Analytic functions only: `derive`, `set`, `select`.</summary>
    Analytic,

    /// <summary>A column of an aggregate step: aggregates, and no columns outside of them.</summary>
    Aggregate,

    /// <summary>Inside an aggregate's or analytic function's arguments.</summary>
    Inside,
}
