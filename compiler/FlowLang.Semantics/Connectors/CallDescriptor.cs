using System.Collections.Immutable;

namespace FlowLang.Semantics.Connectors;

/// <summary>One form of an option that is written as a call: `cursor("after", from: "$.next")`.</summary>
/// <param name="Usage">The call as an example of itself.</param>
/// <param name="Arguments">By place or by name; without any the word alone is the call.</param>
public sealed record CallDescriptor(string Name, string Usage, string Summary, ImmutableArray<OptionDescriptor> Arguments);
