using System.Collections.Immutable;
using FlowLang.Semantics.Bound;
using FlowLang.Semantics.Types;
using FlowLang.Syntax.Diagnostics;

namespace FlowLang.Semantics.Functions;

/// <summary>What a call means.</summary>
/// <param name="Arguments">One for each parameter, in their order (variadic ones at the end), converted, defaults filled in.</param>
/// <param name="Type">The result's type and nullability; <see cref="ErrorType"/> after a mistake.</param>
/// <param name="Fails">It can be a value failure of any kind.</param>
/// <param name="MustBeHandled">It can be a value failure that the program has to handle (overflow alone need not be).</param>
/// <param name="Diagnostic">The mistake, or null. Null too where an argument was wrong already.</param>
public sealed record ResolvedCall(
    ImmutableArray<BoundExpression> Arguments, TypeRef Type, bool Fails, bool MustBeHandled, Diagnostic? Diagnostic);
