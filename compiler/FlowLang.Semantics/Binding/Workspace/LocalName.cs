using FlowLang.Semantics.Bound;

namespace FlowLang.Semantics.Binding.Workspace;

/// <summary>A parameter of a transform and what it stands for: a value, or rows. Exactly one of the two.</summary>
internal sealed record LocalName(BoundExpression? Value, BoundRelation? Relation);
