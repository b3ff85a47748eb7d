using System.Collections.Immutable;
using FlowLang.Semantics.Types;

namespace FlowLang.Emit.CSharp.Streams;

/// <summary>The struct that generated code keeps of a group.</summary>
/// <param name="Name">Its C# name, as it is called from beside the class that it is in.</param>
/// <param name="Rows">Rows that aggregates with an order of their own need when all are there: a `List` in the member `Rows`.</param>
internal sealed record GroupStruct(string Name, ImmutableArray<GroupMember> Members, GroupRows? Rows);

/// <summary>An accumulator in it.</summary>
/// <param name="Type">A struct of FlowLang.Values.Aggregates.</param>
/// <param name="Held">What it keeps values of as they are, never null; null where it keeps numbers.</param>
internal sealed record GroupMember(string Name, string Type, FlowType? Held);

/// <param name="RowName">The record struct of a row.</param>
internal sealed record GroupRows(string RowName, RowType Row);
