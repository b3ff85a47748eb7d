using System.Collections.Immutable;
using FlowLang.Semantics.Connectors;

namespace FlowLang.Semantics.Binding.Endpoints;

/// <summary>Who takes options, as a diagnostic calls it, and which.</summary>
/// <param name="TakesSecrets">Only a connection does.</param>
internal sealed record OptionOwner(string Description, ImmutableArray<OptionDescriptor> Options, bool TakesSecrets = false);
