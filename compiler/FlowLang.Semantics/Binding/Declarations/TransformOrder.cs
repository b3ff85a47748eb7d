using System.Collections.Immutable;
using FlowLang.Semantics.Binding.Workspace;
using FlowLang.Syntax.Diagnostics.Catalogue;
using FlowLang.Syntax.Nodes;

namespace FlowLang.Semantics.Binding.Declarations;

/// <summary>
/// Transforms in an order in which each comes behind those that it reads, found by their syntax: a chain of ten thousand needs no deep
/// recursion. Circles are reported once each, and their transforms left out.
/// </summary>
internal static class TransformOrder
{
    public static ImmutableArray<Declared> Of(IEnumerable<Declared> transforms, BindingSession session)
    {
        ImmutableArray<Declared>.Builder ordered = ImmutableArray.CreateBuilder<Declared>();
        Dictionary<Declared, bool> finished = [];
        foreach (Declared start in transforms)
        {
            Stack<(Declared Transform, IEnumerator<Declared> Inputs)> path = new();
            Enter(start);
            while (path.TryPeek(out (Declared Transform, IEnumerator<Declared> Inputs) top))
            {
                if (!top.Inputs.MoveNext())
                {
                    path.Pop();
                    finished[top.Transform] = true;
                    ordered.Add(top.Transform);
                }
                else if (!finished.TryGetValue(top.Inputs.Current, out bool isFinished))
                {
                    Enter(top.Inputs.Current);
                }
                else if (!isFinished)
                {
                    ReportCycle(top.Inputs.Current, [.. path.Select(entry => entry.Transform)], session);
                }
            }

            void Enter(Declared transform)
            {
                if (finished.TryAdd(transform, false))
                {
                    path.Push((transform, Inputs(transform, session).GetEnumerator()));
                }
            }
        }

        return ordered.ToImmutable();
    }

    // The path is from the innermost to the outermost.
    private static void ReportCycle(Declared closing, Declared[] path, BindingSession session)
    {
        Declared[] circle = [.. path.TakeWhile(transform => transform != closing).Reverse()];
        session.Bag.Add(NameDiagnostics.TransformCycle(
            closing.Name.Span, [closing.Name.Text, .. circle.Select(transform => transform.Name.Text), closing.Name.Text]));
        foreach (Declared transform in circle.Append(closing))
        {
            transform.State = DeclaredState.Bound;
        }
    }

    private static IEnumerable<Declared> Inputs(Declared transform, BindingSession session)
    {
        if (transform.Syntax is not TransformSyntax syntax)
        {
            yield break;
        }

        BindingContext context = session.ContextOf(transform.Module);
        HashSet<string> parameters = [.. syntax.Parameters.Select(parameter => parameter.Name.Text)];
        foreach (string name in Names(syntax.Query).Where(name => !parameters.Contains(name)))
        {
            if (context.TryFind(name, out Declared? declared) && declared is { Syntax: TransformSyntax })
            {
                yield return declared;
            }
        }

        // `references` in an expectation reads another relation.
        foreach (ExpectBlock block in session.Expectations.GetValueOrDefault(transform) ?? [])
        {
            foreach (string name in References(block.Syntax))
            {
                if (block.Context.TryFind(name, out Declared? declared) && declared is { Syntax: TransformSyntax })
                {
                    yield return declared;
                }
            }
        }
    }

    private static IEnumerable<string> Names(QuerySyntax query) =>
        Names(query.Relation).Concat(query.Steps.SelectMany(step => step switch
        {
            JoinStepSyntax join => Names(join.Right),
            UnionStepSyntax union => Names(union.Right),
            ExceptStepSyntax except => Names(except.Right),
            IntersectStepSyntax intersect => Names(intersect.Right),
            CallStepSyntax call => Arguments(call.Arguments).Prepend(call.Transform.Text),
            _ => [],
        }));

    private static IEnumerable<string> Names(RelationSyntax relation) => relation switch
    {
        NamedRelationSyntax named => Arguments(named.Arguments ?? []).Prepend(named.Name.Text),
        QueryRelationSyntax inline when System.Runtime.CompilerServices.RuntimeHelpers.TryEnsureSufficientExecutionStack() =>
            Names(inline.Query),
        SqlRelationSyntax sql => sql.Inputs.SelectMany(input => Names(input.Relation)),
        _ => [],
    };

    private static IEnumerable<string> Arguments(ImmutableArray<ArgumentSyntax> arguments) =>
        arguments.SelectMany(argument => argument.Value switch
        {
            NameExpressionSyntax name => [name.Name.Text],
            CallExpressionSyntax { Receiver: null } call => Arguments(call.Arguments).Prepend(call.Function.Text),
            _ => Enumerable.Empty<string>(),
        });

    private static IEnumerable<string> References(ExpectSyntax expect) =>
        from expectation in expect.Expectations.OfType<CallExpectationSyntax>()
        from argument in expectation.Call.Arguments
        where argument.Value is MemberExpressionSyntax { Target: NameExpressionSyntax }
        select ((NameExpressionSyntax)((MemberExpressionSyntax)argument.Value).Target).Name.Text;
}
