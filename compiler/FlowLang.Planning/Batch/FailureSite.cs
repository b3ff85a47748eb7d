using FlowLang.Syntax.Text;

namespace FlowLang.Planning.Batch;

/// <summary>A place in the program where rows leave.</summary>
/// <param name="Id">Unique in its query, from 1.</param>
/// <param name="Step">As reports show it: the transform and the step's word.</param>
/// <param name="Reason">Why rows leave here.</param>
public sealed record FailureSite(int Id, FailureAction Action, string Step, string Reason, TextSpan Span);
