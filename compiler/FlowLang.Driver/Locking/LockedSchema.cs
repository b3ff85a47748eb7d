using FlowLang.Semantics.Types;

namespace FlowLang.Driver.Locking;

/// <summary>What `flowc lock` found at one endpoint.</summary>
/// <param name="From">The endpoint as the program names it: `lake.csv("zones.csv")`.</param>
/// <param name="Row">Its columns.</param>
public sealed record LockedSchema(string From, RowType Row);
