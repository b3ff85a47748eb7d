namespace FlowLang.Hosting.Access;

/// <summary>The role that an endpoint wants, as its metadata.</summary>
internal sealed record RoleOf(Role Role);
