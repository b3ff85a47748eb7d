using System.Text.Json;

namespace FlowLang.Driver.Deploying.Variables;

/// <summary>Users of databases that stay.</summary>
internal static class UserChanges
{
    public static IEnumerable<DeployChange> Of(JsonElement before, JsonElement now) =>
        from database in JsonMembers.Match(before, now, "databases")
        where database.Before is not null && database.Now is not null
        from user in JsonMembers.Match(database.Before ?? default, database.Now ?? default, "users")
        where !JsonMembers.AreSame(user.Before, user.Now)
        select (user.Before, user.Now) switch
        {
            (null, _) => new DeployChange(database.Name, $"+ user {user.Name}", DeployVerdict.Safe),
            (_, null) => new DeployChange(
                database.Name, $"- user {user.Name}", DeployVerdict.Breaking, "who logs in so can't; what it owns needs another owner"),
            _ => new DeployChange(
                database.Name, $"user {user.Name}: password of {JsonMembers.Print(user.Before)} → {JsonMembers.Print(user.Now)}",
                DeployVerdict.Restart),
        };
}
