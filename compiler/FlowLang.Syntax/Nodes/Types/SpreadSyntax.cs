using FlowLang.Syntax.Text;

namespace FlowLang.Syntax.Nodes;

/// <summary>`...Trip`: all fields of a struct type.</summary>
public sealed record SpreadSyntax(NameSyntax Type, TextSpan Span) : StructMemberSyntax(Span);
